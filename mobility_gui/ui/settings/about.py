"""The pages to read: where the numbers come from, all keys, and when to stop."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mobility_gui.ui.kit.controls import hairline, label
from mobility_gui.ui.kit.reading import paragraphs, section
from mobility_gui.ui.kit.theme import Text

_NUMBERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "The knee-to-wall test",
        (
            (
                "Barefoot, tape at right angles to the wall, heel and second toe on the line, heel down. The "
                "distance from the big toe to the wall is read. One practice, then the mean of three trials: the "
                "best of three would be too high and less steady."
            ),
            "Sources: Bennell 1998; Hoch and McKeon 2011; Konor and others 2012.",
            ("Centimetres are never turned into degrees: the figures in use for that do not agree with each other."),
        ),
    ),
    (
        "How exact one test is",
        (
            (
                "When nothing has changed, two tests by the same person still differ, by up to 1.9 cm in 95 of "
                "100 cases. That makes an error of 0.69 cm for one session's mean."
            ),
            "Source: Powden, Hoch and Hoch 2015, Manual Therapy 20:524-532.",
            (
                "No study of people who measure themselves alone was found, so yours may be larger. From eight tests "
                "on your own scatter counts too."
            ),
        ),
    ),
    (
        "The 5-inch mark",
        (
            (
                "12.7 cm is a target and not a norm: most healthy adults miss it. Groups of healthy adults had "
                "means of 12.0, 11.7 and 10.3 cm."
            ),
            "Sources: Hoch and McKeon 2011; Calatayud 2015; Hall and Docherty 2017.",
            "One test cannot tell 11.4 to 14.0 cm from 12.7. That zone is called borderline.",
        ),
    ),
    (
        "Left against right",
        (
            (
                "Two of three healthy adults have less than 1.5 cm between their ankles, and 1.5 cm is also about "
                "what a test of the difference can show. Up to 1.5 cm is called usual, up to 2.0 worth watching. "
                "More than 2.0 cm in the mean of three sessions is called a consistent difference, never after "
                "one."
            ),
            "Sources: Hoch and McKeon 2011; Chisholm and others 2012, Physiotherapy Canada 64:347-355.",
        ),
    ),
    (
        "What one session does",
        (
            (
                "In one study of 42 people, rolling added 0.5 cm, downward dog 0.7 cm, both 0.9 cm. Such a gain "
                "is gone after about half an hour, and is often smaller than the error of a single test. So it is "
                "shown as a mean with its interval from seven sessions on, and never added to the change over "
                "weeks."
            ),
            (
                "Sources: Somers and others 2020, Journal of Sport Rehabilitation 29:287-293; Behm and others "
                "2016, Applied Physiology, Nutrition, and Metabolism 41:1-11."
            ),
            (
                "Rolling for 30 s alone did nothing that could be measured, 90 s did (Nakamura 2021). Rolling the "
                "sole showed no effect on the ankle (Grabow 2017): it prepares the foot."
            ),
        ),
    ),
    (
        "Before a run, and after",
        (
            (
                "Right before an effort, holding one muscle still for 60 s or more cost 4.6 % of performance in "
                "studies, less than 60 s cost 1.1 %, and moving exercises gained 1.3 %. So long holds are flagged "
                "before a run."
            ),
            "Source: Behm and others 2016.",
        ),
    ),
    (
        "Over weeks",
        (
            (
                "In six weeks of calf stretching the knee-to-wall distance grew by 10 to 14 % in one study. About "
                "1 to 1.5 cm in six to eight weeks is what to hope for."
            ),
            (
                "The benefit levels off near 4 minutes a session and 10 minutes a week for one muscle, which is "
                "why 10 is the weekly dose at first."
            ),
            "Sources: Warneke 2023; Medeiros and Martini 2018; Ingram 2025.",
        ),
    ),
    (
        "Improved, worse, or cannot tell",
        (
            (
                "A straight line is laid through all your cold tests but the very first, which is practice. Its rise "
                "from the first test to the last is the change since the start. Beside it stands the smallest change "
                "that so many tests, so far apart, can show with 95 % certainty. A larger rise is called improved. "
                "Nothing is said before five tests, and before those that count span fourteen days. As long as a "
                "change cannot be told, it is not shown as a number."
            ),
            (
                "Worse is said only when it is surer, with 97.5 %: said wrongly it does more harm. Cannot tell yet is "
                "a common and honest answer. So many further tests as it names show the change four times of five, if "
                "the line truly rises as it does now and you test as often as you do."
            ),
            (
                "The error of one test is the published one until you have eight tests; then your own scatter around "
                "the line is blended with it. A test far off all the others is named, and no verdict may rest on it."
            ),
            (
                "Tried on invented runners with two tests a week for eight weeks and the published error: with nothing "
                "changed, 4 in 100 are told a change at the end; of those who truly gained 1.5 cm, 62 in 100 are told "
                "so, after twelve weeks 80. With an error of 1 cm it is 7 in 100, and more before the eighth test. Who "
                "looks after every single test will read a change that is none more often: 21 in 100 at some time in "
                "eight weeks, 41 in half a year. So judge by what stays."
            ),
            (
                "A test within half an hour of a session, or after a run, is kept but is not called cold: the ankle "
                "is still warm (Behm and others 2016)."
            ),
        ),
    ),
    (
        "The lines on the chart",
        (
            (
                "The line is the middle of the slopes between all pairs of tests, which one bad test does not bend "
                "(Theil-Sen). The band around it is its 95 % error, from the error of one test. Where tests would "
                "cover each other, a point is the mean of a week or more."
            ),
            "Source: Sen 1968, Journal of the American Statistical Association 63:1379-1389.",
            (
                "Start is the mean of the second to the fourth test, now the mean of the last three, and no test is in "
                "both. The best against the first is never shown: with nothing changed the best of 20 is 1.3 cm above."
            ),
        ),
    ),
    (
        "One breath",
        (("About six breaths a minute, 5 s in and 5 s out (Bernardi 2001, British Medical Journal 323:1446)."),),
    ),
    (
        "Round numbers of our own",
        (
            (
                "3 s for a repetition at your own pace, 20 s for a trial, and the time to fetch things are "
                "assumptions. They only serve to guess how long a routine takes."
            ),
        ),
    ),
    (
        "What this program cannot do",
        (
            (
                "It guides and it counts. It does not diagnose or treat anything, and it does not promise to "
                "prevent injuries. With pain that stays, ask someone who can examine you."
            ),
        ),
    ),
)

_STOP = (
    "Sharp pain: stop at once.",
    "A pinch inside the joint: come out of the pose, and leave it out today.",
    "Tingling or numbness: come out slowly, and leave it out.",
    "A hot, red or swollen calf: do not roll, stretch or run on it, and have it looked at the same day.",
    "With breathlessness or chest pain as well it is an emergency: call for help at once.",
    "Dizziness with the head low: come up slowly and sit.",
)

_SKIP = (
    "Rolling over wounds and fractures; rolling, stretching or springing with a hot or swollen calf.",
    "The heel drop below the step with pain where the Achilles tendon meets the heel.",
    "Reclined hero with knee, ankle or back trouble: do the quad stretch instead.",
    "Poses with the head low, with high blood pressure that is not under control, glaucoma or another eye disease.",
)

_KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "During a session",
        (
            ("Space, play key, click", "pause or resume; at your own pace: done"),
            ("Right, N, Page Down, next track", "next"),
            ("Left, P, Page Up, last track", "start over; twice within 2 s: go back one"),
            ("Up, +", "15 s, one rep or one breath more"),
            ("Down, -", "15 s, one rep or one breath less"),
            ("R", "repeat, with time to set up"),
            ("X", "it hurts: stops this side; while switching, the side you just finished"),
            ("V", "voice: all, names only, tones only"),
            ("M", "mute or unmute"),
            ("F, F11", "full screen"),
            ("I", "how to do the exercise"),
            ("F1, ?", "this page"),
            ("Esc", "leaves full screen, then pauses, then asks"),
        ),
    ),
    (
        "While measuring",
        (
            ("Enter, Tab", "next field"),
            ("Up, Down", "change the number"),
            ("H, F, P", "heel lifted, foot turned, pain: doesn’t count"),
            ("N", "skip; asks first if you typed something"),
            ("F1", "this page"),
            ("F11", "full screen"),
            ("Esc", "leaves full screen, then asks"),
        ),
    ),
    (
        "In the window",
        (
            ("Ctrl+1, Ctrl+2, Ctrl+3", "Routines, Progress, Settings"),
            ("Up, Down", "choose a routine or a step"),
            ("/ or any letter", "search the routines"),
            ("Enter", "start the routine; on a step: show the exercise"),
            ("Ctrl+Enter", "start the routine from anywhere on its page"),
            ("Ctrl+Q", "close the program; asks first in a session"),
        ),
    ),
)
_KEYS_PX = 212
_ANY_KEYBOARD = "If your keyboard has other letters, press the key in the same place as on a US keyboard."


def numbers_page() -> QWidget:
    """Make the page with every figure the program uses and its source."""
    page, column = _page("About the numbers")
    for title, lines in _NUMBERS:
        column.addWidget(section(title, lines))
    return page


def stop_page() -> QWidget:
    """Make the page with the signs to stop at, and what to skip from the start."""
    page, column = _page("When to stop")
    column.addWidget(paragraphs(("Stretching may pull. It should not hurt.",)))
    column.addWidget(section("Stop at these signs", _STOP))
    column.addWidget(section("Leave out", _SKIP))
    return page


def keys_page() -> QWidget:
    """Make the page with all keys, in groups."""
    page, column = _page("Keys")
    for title, keys in _KEYS:
        column.addWidget(label(title, Text.ROW_NAME))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, _KEYS_PX)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (key, action) in enumerate(keys):
            grid.addWidget(label(key, Text.STRONG), row, 0)
            grid.addWidget(label(action, Text.BODY, "ink2", wrap=True), row, 1)
        column.addLayout(grid)
    column.addWidget(paragraphs((_ANY_KEYBOARD,), "ink2"))
    return page


def _page(title: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(16)
    column.addWidget(label(title, Text.PAGE_TITLE))
    column.addWidget(hairline())
    return page, column
