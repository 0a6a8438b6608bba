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
                "Barefoot, with a tape at right angles to the wall. Heel and second toe on the line, heel down. You "
                "read the distance from your big toe to the wall: one practice, then the average of three tries. The "
                "best of three would read too high and vary more."
            ),
            "Sources: Bennell 1998; Hoch and McKeon 2011; Konor and others 2012.",
            "Centimetres are never converted to degrees, because the published conversions disagree.",
        ),
    ),
    (
        "How precise one test is",
        (
            (
                "Even when nothing has changed, two tests by the same person can differ by up to 1.9 cm (in 95 of "
                "100 cases). For the average of one session, that is a standard error of 0.69 cm."
            ),
            "Source: Powden, Hoch and Hoch 2015, Manual Therapy 20:524–532.",
            (
                "We found no study of people who measure themselves on their own, so your error may be larger. From "
                "your eighth test on, your own scatter counts too."
            ),
        ),
    ),
    (
        "The 5-inch mark",
        (
            (
                "12.7 cm is a target, not a norm: most healthy adults don’t reach it. Groups of healthy adults "
                "averaged 12.0, 11.7 and 10.3 cm."
            ),
            "Sources: Hoch and McKeon 2011; Calatayud 2015; Hall and Docherty 2017.",
            "Between 11.4 and 14.0 cm, one test is too close to call: it can’t say which side of the mark you are on.",
        ),
    ),
    (
        "Left against right",
        (
            (
                "In two out of three healthy adults the ankles differ by less than 1.5 cm, and 1.5 cm is also about "
                "the smallest difference a test can show. So up to 1.5 cm is called normal, and up to 2.0 cm worth "
                "watching. More than 2.0 cm, averaged over three sessions, is called a consistent difference. One "
                "session alone never is."
            ),
            "Sources: Hoch and McKeon 2011; Chisholm and others 2012, Physiotherapy Canada 64:347–355.",
        ),
    ),
    (
        "What one session does",
        (
            (
                "In one study of 42 people, rolling added 0.5 cm, downward dog 0.7 cm, and both together 0.9 cm. The "
                "gain fades within about half an hour and is often smaller than the error of a single test. That is "
                "why it is shown as an average with its range, from seven sessions on, and is never added to the "
                "change over weeks."
            ),
            (
                "Sources: Somers and others 2020, Journal of Sport Rehabilitation 29:287–293; Behm and others "
                "2016, Applied Physiology, Nutrition, and Metabolism 41:1–11."
            ),
            (
                "Rolling alone had no measurable effect after 30 s, but did after 90 s (Nakamura 2021). Rolling the "
                "sole had no effect on the ankle (Grabow 2017); here it warms up the foot."
            ),
        ),
    ),
    (
        "Before a run, and after",
        (
            (
                "In studies, holding a stretch of one muscle for 60 s or more right before an effort cost 4.6 % of "
                "performance, and shorter holds 1.1 %. Moving exercises added 1.3 %. That is why long holds are "
                "flagged in a warm-up."
            ),
            "Source: Behm and others 2016.",
        ),
    ),
    (
        "Over weeks",
        (
            (
                "In one study, six weeks of calf stretching increased the knee-to-wall distance by 10 to 14 %. About "
                "1 to 1.5 cm in six to eight weeks is a realistic hope."
            ),
            (
                "The benefit levels off at about 4 minutes per session and 10 minutes per week for one muscle, which "
                "is why the weekly goal starts at 10."
            ),
            "Sources: Warneke 2023; Medeiros and Martini 2018; Ingram 2025.",
        ),
    ),
    (
        "Improved, worse or no clear change",
        (
            (
                "There is a verdict every four weeks, counted from your first test. It rests on the tests up to that "
                "day and holds until the next verdict day, whatever you measure in between. How often a verdict is "
                "wrong depends above all on how often you look: judged anew after every single test, 40 of 100 ankles "
                "that hadn’t changed were told a change at some time within half a year."
            ),
            (
                "It takes five tests, and those that count must span fourteen days. Your very first test is practice "
                "and doesn’t count. A test more than 3 cm off those around it is named and doesn’t count either. So "
                "no verdict rests on one test."
            ),
            (
                "A change is called improved or worse if it is larger than a limit: 3.5 times its own error on the "
                "first verdict day, 2.8 and 2.3 times on the next two, 2.0 times up to the sixth, and 2.4 times from "
                "then on. Errors often linger, as a stiff week stays a stiff week, so the error of the change is "
                "raised by what your own tests show of that."
            ),
            (
                "We tried this on 4,000 simulated runners of each kind, with two tests a week. Of those who didn’t "
                "change, 5 in 100 were told a change at some time within half a year; 10 if errors linger a little "
                "from test to test, 16 if they linger a lot, and 12 within two years. Of those who gained 1.5 cm in "
                "twelve weeks, 6 in 10 were told so by then, and nearly all within half a year. Of those who gained "
                "1 cm, 7 in 10 were told so within half a year. No clear change is a common and honest answer."
            ),
            (
                "Nobody knows how much the errors of real ankles linger. And a slow swing over months looks like any "
                "other change: improved means higher than when you began, not improved for good."
            ),
            (
                "A test within half an hour of a session, or after a run, is saved but doesn’t count as cold: the "
                "ankle is still warm (Behm and others 2016)."
            ),
        ),
    ),
    (
        "The line, now and the change",
        (
            (
                "The line is the level of your ankle: it may rise or fall, and bend a little all the time (a cubic "
                "smoothing spline). Now is its end, start is its beginning, and the change is now minus start. The "
                "band is its 95 % margin of error: in 95 of 100 cases the true level lies within it. Before there are "
                "enough tests, the average of what there is takes its place, and is called so."
            ),
            (
                "The margin of the change is larger than that of now, because start has an error of its own: ±0.4 on "
                "a level goes with about ±0.6 on a change."
            ),
            (
                "Until you have eight tests, the published error of one test is used; after that, your own scatter is "
                "blended in, and counts alone if it is larger."
            ),
            (
                "Sources: Wahba 1978, Journal of the Royal Statistical Society B 40:364–372; Harvey 1989, Forecasting, "
                "structural time series models and the Kalman filter."
            ),
            (
                "Your best is never compared with your first: even with no change at all, the best of 20 tests is "
                "1.3 cm above the first. Where points would overlap, one point is the average of a week or more."
            ),
        ),
    ),
    (
        "One breath",
        (("About six breaths a minute, 5 s in and 5 s out (Bernardi 2001, British Medical Journal 323:1446)."),),
    ),
    (
        "Our own estimates",
        (
            (
                "3 s for a repetition at your own pace, 20 s for a try, and the time to get your kit ready are "
                "estimates. They are only used to work out how long a routine takes."
            ),
        ),
    ),
    (
        "What this program can’t do",
        (
            (
                "It guides and counts. It doesn’t diagnose or treat anything, and it doesn’t promise to prevent "
                "injuries. If pain persists, see someone who can examine you."
            ),
        ),
    ),
)

_STOP = (
    "Sharp pain: stop at once.",
    "A pinch inside the joint: come out of the pose and skip it today.",
    "Tingling or numbness: come out slowly and skip it.",
    "A hot, red or swollen calf: don’t roll, stretch or run on it, and have it looked at the same day.",
    "With chest pain or shortness of breath, call emergency services now.",
    "Dizziness with your head low: come up slowly and sit down.",
)

_SKIP = (
    "Rolling over wounds or fractures. Rolling, stretching or jumping with a hot or swollen calf.",
    "The heel drop below the step, if it hurts where the Achilles tendon meets the heel.",
    "Reclined hero, if you have knee, ankle or back trouble: do the quad stretch instead.",
    "Poses with your head low, if you have uncontrolled high blood pressure, glaucoma or another eye disease.",
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
_ANY_KEYBOARD = "If your keyboard layout is different, press the key that is in the same place on a US keyboard."


def numbers_page() -> QWidget:
    """Make the page with every figure the program uses and its source."""
    page, column = _page("About the numbers")
    for title, lines in _NUMBERS:
        column.addWidget(section(title, lines))
    return page


def stop_page() -> QWidget:
    """Make the page with the signs to stop at, and what to skip altogether."""
    page, column = _page("When to stop")
    column.addWidget(paragraphs(("A stretch may pull. It shouldn’t hurt.",)))
    column.addWidget(section("Stop if you feel any of these", _STOP))
    column.addWidget(section("Skip", _SKIP))
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
