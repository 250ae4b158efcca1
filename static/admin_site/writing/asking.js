// Asking the server, as who is signed in: JSON, or an error that says what to do.

export const AWAY =
  "The server cannot be asked now: you may have been signed out. Your text is still here. Sign in " +
  "again in another tab, then go on.";

export async function get(address, signal) {
  return answerOf(await fetch(address, { signal, credentials: "same-origin", redirect: "error" }));
}

export async function post(address, body, signal) {
  const answer = await fetch(address, {
    method: "POST",
    body,
    signal,
    credentials: "same-origin",
    redirect: "error",
    headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
  });
  return answerOf(answer);
}

function answerOf(answer) {
  if (!answer.headers.get("content-type")?.startsWith("application/json")) throw new Error(AWAY);
  return answer.json();
}
