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
            "Sources: Bennell 1998 (13 people); Hoch and McKeon 2011 (35); Konor and others 2012 (20).",
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
            "Source: Powden, Hoch and Hoch 2015 (12 studies), Manual Therapy 20:524–532.",
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
            "Sources: Hoch and McKeon 2011 (35 people); Calatayud 2015 (26); Hall and Docherty 2017 (50).",
            "Between 11.4 and 14.0 cm, one test is too close to call: it can’t say which side of the mark you are on.",
            (
                "The distance falls with age (McBride 2026, 899 adults). No norm for your age is shown: we could only "
                "read that study’s summary, and it gives no distances."
            ),
        ),
    ),
    (
        "Left against right",
        (
            (
                "The levels of both ankles are compared, once each rests on three tests. In two out of three healthy "
                "adults the ankles differ by less than 1.5 cm, and 1.5 cm is also about the smallest difference a test "
                "can show. So less than 1.5 cm is called normal, up to 2.0 cm worth watching, and more a consistent "
                "difference."
            ),
            (
                "Sources: Hoch and McKeon 2011 (35 people); Chisholm and others 2012 (53 patients), Physiotherapy "
                "Canada 64:347–355."
            ),
            (
                "If one side was at least 1.5 cm tighter in your last two cold tests, routines can start with it and "
                "give it an extra set. That may not close the gap, because stretching one side can loosen the other "
                "for a while, too. For the same reason, your other leg can’t show what would have happened without "
                "stretching."
            ),
            (
                "Source: Behm and others 2021, Sports Medicine 51:945–959 (11 studies of a single session, effect "
                "size 0.86)."
            ),
        ),
    ),
    (
        "What one session does",
        (
            (
                "In one study of 42 people, rolling the calf twice for 60 s added 0.5 cm (standard deviation 0.7), "
                "moving in downward dog twice for 60 s added 0.7 cm (0.7), and doing both added 0.9 cm (1.4). Such a "
                "gain is often smaller than the error of a single test. That is why it is shown as an average with "
                "its range, from seven sessions on, and is never added to the change over weeks."
            ),
            "Source: Somers and others 2020, Journal of Sport Rehabilitation 29:287–293.",
            (
                "And it passes. What 90 to 300 s of rolling had added was gone when measured 30 minutes later "
                "(Nakamura 2021, 45 people). After five calf stretches of a minute each, the ankle still moved "
                "further at 30 minutes, but no longer at 60 (Mizuno and others 2013, 11 people)."
            ),
            (
                "Rolling the calf had a measurable effect after 90 s, but not after 30 s (Nakamura 2021, 45 people). "
                "The full ankle session rolls for 120 s, the shorter routines for 30 s. Rolling the sole three times "
                "for 60 s had no effect on the ankle (Grabow 2017, 12 people). Here it only prepares the foot."
            ),
            (
                "What static stretching adds in one session levels off at about 4 minutes (Ingram 2025, 189 studies). "
                "This is not the weekly dose: that is another finding, below."
            ),
        ),
    ),
    (
        "Before a run",
        (
            (
                "In a review of 106 studies, static stretching right before an effort made no significant difference "
                "if it lasted up to 45 s (−1.1 % under 30 s, −1.9 % at 30 to 45 s). From 60 s on, a loss was likely "
                "(Kay and Blazevich 2012). In a newer one, static stretching cost a little strength (effect size "
                "−0.21), and much more at 60 s or longer per hold (−0.84; Warneke and Lohmann 2024, 83 studies, 2,012 "
                "people). That is why a warm-up is flagged if one muscle is held for 60 s, in one go or added up."
            ),
            (
                "Stretching did not significantly change running economy, the energy it takes to hold a pace (Warneke "
                "and others 2025, Sports Medicine – Open 11:61, 15 studies). The certainty of this was rated low."
            ),
        ),
    ),
    (
        "Over weeks",
        (
            (
                "In one study of 80 people, the knee-to-wall distance grew by 10 to 14 % in six weeks, or by about 1 "
                "to 1.5 cm. That took 10 to 60 minutes of stretching every day, with the calf in an orthosis: 70 to "
                "420 minutes a week, or 7 to 42 times the weekly goal of 10 minutes. Expect less from less. How much "
                "less, no study we found can say."
            ),
            "Source: Warneke and others 2023.",
            (
                "What static stretching adds over weeks levels off at about 10 minutes a week per muscle (Ingram "
                "2025, 189 studies). That is why the weekly goal starts there. Guidelines ask for 60 s per muscle on "
                "at least two or three days a week (ACSM)."
            ),
            (
                "On rolling, the findings differ. Rolling the calf three times for 60 s, six days a week for two "
                "weeks, raised the knee-to-wall distance (Seever 2022, 42 people). A review of rolling over weeks "
                "found no gain at the ankle (Konrad 2022, 11 studies, 290 people)."
            ),
            (
                "Strength work can add range of motion, too. A review found no difference from stretching (Afonso "
                "2021, 11 studies with different doses, 452 people; effect size −0.22, 95 % interval −0.55 to 0.12). "
                "That is why the calf raise is here. Its ten repetitions are our choice."
            ),
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
                "ankle may still be warm."
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
        (
            (
                "About six breaths a minute, 5 s in and 5 s out (Bernardi 2001, 23 people, British Medical "
                "Journal 323:1446)."
            ),
        ),
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
            (
                "Why no promise: 30 studies followed 3,404 runners, and almost nothing measured on their muscles and "
                "joints told who would be injured (Peterson and others 2022)."
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
