// A time in the transcript plays the recording from there. Without this the link still leads to the
// turn, and the times are plain times. No module: a page opened from a folder may not load one.
const player = document.querySelector(".player-media");

document.querySelector(".transcript")?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-seconds]");
  if (link && player) {
    player.currentTime = Number(link.dataset.seconds);
    player.play();
  }
});
