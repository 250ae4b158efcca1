"""What can be wrong with a file that goes out: each rule with an id that stays, how grave it is,
and what to do."""

from enum import Enum


class Level(Enum):
    """Dangers hold a file back until a second person has looked; notes are only shown."""

    DANGER = "danger"
    NOTE = "note"


class Rule(Enum):
    """Id, level, what it is, what to do."""

    NOT_LOOKED_INTO = (
        "not-looked-into",
        Level.DANGER,
        "It could not be looked into",
        "Save it anew and choose it again. If that does not help, somebody has to read all of it.",
    )
    NOT_ALL_LOOKED_AT = (
        "not-all-looked-at",
        Level.DANGER,
        "It is too large to be looked at to its end",
        "Divide it, or have somebody read the rest.",
    )
    BLACK_BOX = (
        "pdf-black-box",
        Level.DANGER,
        "Words under a black box can be copied out",
        "Use a tool that takes the words away (“apply redactions”), or blacken a scan of the page.",
    )
    COVERED = (
        "pdf-covered-words",
        Level.DANGER,
        "Words are covered by a shape or a picture and can be copied out",
        "Take the words out where the file was written, then save it as PDF again.",
    )
    UNSEEN_WORDS = (
        "pdf-unseen-words",
        Level.DANGER,
        "Words have the colour of what is behind them and can be copied out",
        "Take the words out where the file was written, then save it as PDF again.",
    )
    NOBODY_SEES = (
        "pdf-nobody-sees",
        Level.DANGER,
        "Words that nobody sees can be copied out",
        "Take the words out where the file was written, then save it as PDF again.",
    )
    REDACTION_NOT_APPLIED = (
        "pdf-redaction-not-applied",
        Level.DANGER,
        "Redactions are marked and were never applied",
        "Apply them in the program that marked them, then save a new copy.",
    )
    OFF_THE_PAGE = (
        "pdf-off-the-page",
        Level.DANGER,
        "Words lie beside the page, or on what was cut off it",
        "Cropping a page hides its edges and keeps them. Take the words out, or print it to a "
        "new PDF.",
    )
    EARLIER_VERSION = (
        "pdf-earlier-version",
        Level.DANGER,
        "An earlier version lies inside the file",
        "Use “Save as” for a new copy: “Save” only adds to the old one.",
    )
    HIDDEN_LAYER = (
        "pdf-hidden-layer",
        Level.DANGER,
        "A layer is switched off, and readers can switch it on",
        "Take the layer out where the file was drawn.",
    )
    SCRIPT = (
        "pdf-script",
        Level.DANGER,
        "It carries a script",
        "Print it to a new PDF, which leaves scripts behind.",
    )
    ACTION = (
        "pdf-action",
        Level.DANGER,
        "It starts something or sends something when it is opened or clicked",
        "Print it to a new PDF, which leaves that behind.",
    )
    EMBEDDED = (
        "embedded-file",
        Level.DANGER,
        "Another file lies inside it",
        "Take it out, or attach it by itself where readers should have it. A chart pasted from "
        "Excel brings its whole workbook: paste it as a picture.",
    )
    MACROS = (
        "macros",
        Level.DANGER,
        "It carries macros, which are programs",
        "Save it without them.",
    )
    TRACKED = (
        "tracked-changes",
        Level.DANGER,
        "It keeps changes that were tracked, with what was deleted",
        "Accept or reject all of them, switch tracking off, and save it again.",
    )
    COMMENTS = (
        "comments",
        Level.DANGER,
        "It has comments",
        "Delete all comments, and save it again.",
    )
    HIDDEN_WORDS = (
        "hidden-words",
        Level.DANGER,
        "Words are hidden in it, and can be shown",
        "Delete them, and save it again.",
    )
    HIDDEN_SHEET = (
        "hidden-sheet",
        Level.DANGER,
        "A sheet is hidden, and readers can show it",
        "Delete it, or show it. Copying what should go out into a new workbook is safest.",
    )
    HIDDEN_CELLS = (
        "hidden-cells",
        Level.DANGER,
        "Rows or columns with something in them are hidden, and readers can show them",
        "Delete them, or show them. Copying what should go out into a new workbook is safest.",
    )
    DATA_BEHIND = (
        "data-behind-a-summary",
        Level.DANGER,
        "The rows behind a summary lie inside the file",
        "Copy the summary as values into a new workbook. A pivot table keeps all its source rows.",
    )
    OTHER_WORKBOOK = (
        "data-from-elsewhere",
        Level.DANGER,
        "It keeps values of another file or a way to one",
        "Break the links (Data, Edit links), or copy the values into a new workbook.",
    )
    HIDDEN_SLIDE = (
        "hidden-slide",
        Level.DANGER,
        "A slide is hidden, and readers can show it",
        "Delete it, or show it.",
    )
    SPEAKER_NOTES = (
        "speaker-notes",
        Level.DANGER,
        "Slides have speaker’s notes",
        "Delete the notes, or save the slides as PDF without them.",
    )
    LOCATION = (
        "location",
        Level.DANGER,
        "It says where it was taken",
        "Press “Take out what the file says of its making”, or save it without its location.",
    )
    LOCKED = (
        "locked",
        Level.DANGER,
        "It is locked with a password or restrictions",
        "Save it without them: they keep screen readers out, and nobody can look into it.",
    )

    AUTHOR = (
        "author",
        Level.NOTE,
        "It names people or a body as its makers",
        "If readers should not see them, press “Take out what the file says of its making”.",
    )
    TOOL = ("tool", Level.NOTE, "It says with what it was made", "Most files do. It does no harm.")
    CAMERA = (
        "camera",
        Level.NOTE,
        "It says with which camera and when it was taken",
        "Press “Take out what the file says of its making” to take that away.",
    )
    OWN_PLACES = (
        "own-places",
        Level.NOTE,
        "It names folders or servers of your office",
        "Take those links out where the file was written.",
    )
    CROPPED_PICTURE = (
        "cropped-picture",
        Level.NOTE,
        "A picture in it was cropped, and keeps what was cut off",
        "Use “Compress pictures” with “Delete cropped areas” if that matters.",
    )
    UNTAGGED = (
        "pdf-untagged",
        Level.NOTE,
        "It is not tagged: screen readers cannot tell headings, lists and tables",
        "Save it as a tagged (accessible) PDF, or put the text on the page as well.",
    )
    UNTITLED = (
        "untitled",
        Level.NOTE,
        "It has no title of its own",
        "Give it one in its properties: screen readers and browsers say it first.",
    )
    NO_LANGUAGE = (
        "no-language",
        Level.NOTE,
        "It does not say in which language it is",
        "Set the language in its properties, so that it is read out rightly.",
    )
    ONLY_PICTURES = (
        "only-pictures",
        Level.NOTE,
        "It holds pictures of pages and no words that can be searched or read out",
        "Use the file from before it was printed. Nothing in such pictures can be looked for here.",
    )

    @property
    def id(self) -> str:
        return self.value[0]

    @property
    def level(self) -> Level:
        return self.value[1]

    @property
    def says(self) -> str:
        return self.value[2]

    @property
    def do(self) -> str:
        return self.value[3]

    @property
    def is_danger(self) -> bool:
        return self.level is Level.DANGER


BY_ID = {rule.id: rule for rule in Rule}
