organise-home-title = Run the contest
organise-home-public = See the public page
organise-home-urgent = To do now
organise-home-figures = Numbers
organise-home-now = We are here
organise-phase-setup = Set up
organise-phase-open = Receive entries
organise-phase-check = Receive and check entries
organise-phase-judge = Judge
organise-phase-decide = Decide and announce
organise-phase-after = Afterwards
organise-task-calendar = Calendar
organise-task-categories = Categories
organise-task-prizes = Prize table
organise-task-people = People
organise-task-rules = Rules
organise-task-progress = Progress of judging
organise-figure-entries = entries
organise-figure-unchecked = to be checked
organise-figure-returned = to be corrected by entrants
organise-figure-eligible = eligible
organise-figure-sheets = sheets filled
organise-figure-awards = awards
organise-urgent-unchecked = { $n ->
    [one] 1 entry is
   *[other] { $n } entries are
} not checked yet.
organise-urgent-leaks = { $n ->
    [one] 1 entry tells who made it, and nobody has looked at it. If judging opens now, jurors will read it.
   *[other] { $n } entries tell who made them, and nobody has looked at them. If judging opens now, jurors will read it.
}
organise-urgent-jury = { $n ->
    [one] 1 category lacks
   *[other] { $n } categories lack
} jurors.
organise-open = Open for entries
    .text = The rules are published and everybody may enter. From then on changes carry a date and a reason.
organise-close = Close now
    .text = Entries that were begun may still be sent in the grace period. Normally the contest closes by itself.
organise-amending = The contest is open. This change is published in the rules with date and reason.
organise-amend-reason = Reason for the change
organise-amend-reason-hint = Published word for word in the rules. Not needed where nothing changes.
organise-frozen = The round is open; criteria and scale can no longer change.

organise-new-title = Create a contest
organise-new-lead = Begin with a template; everything can be changed later.
organise-new-template = Template
organise-new-name-vi = Name (Vietnamese)
organise-new-name-en = Name (English)
organise-new-name-missing = Fill in the contest's name.
organise-new-slug = Address
organise-new-slug-hint = Small letters without accents, figures and hyphens; stands after { $address }
organise-new-slug-wrong = Use only small letters without accents, figures and hyphens.
organise-new-slug-taken = Another contest has this address.
organise-new-like = Like the earlier contest: categories, rounds, criteria, prizes; no works and no people
organise-new-do = Create the contest

organise-calendar-title = Calendar
organise-calendar-lead = All times are in { $zone }.
organise-calendar-opens_at = Entries open
organise-calendar-closes_at = Deadline
organise-calendar-grace = Grace for entries that were begun (minutes)
organise-calendar-grace-hint = An entry begun before the deadline may still be sent for this long.
organise-calendar-judging_ends_at = Judging ends
organise-calendar-advice_ends_at = Advisory board ends
organise-calendar-announced_at = Announcement
organise-calendar-wrong = Fill in time and date, such as 23:59 30/09/2024.
organise-calendar-order = This must be later than the time above.

organise-categories-title = Categories
organise-categories-name-vi = Name (Vietnamese)
organise-categories-name-en = Name (English)
organise-categories-limits = Limits
organise-categories-per-author = Works per author
organise-categories-per-author-hint = From 1 to 100
organise-categories-max-file = Largest file (MB)
organise-categories-min-side = Shortest side of a picture (pixels)
organise-categories-max-minutes = Longest recording (minutes)
organise-categories-max-lines = Longest poem (lines)
organise-categories-max-pages = Longest document (pages)
organise-categories-bound = Left empty, the general limit counts: { $bound }
organise-categories-bound-none = Left empty, there is no limit
organise-categories-criteria-hint = Sum of weights: { $sum }. A criterion without a name is removed.
organise-categories-criteria-none = At least one criterion is needed.
organise-categories-hint = Explanation
organise-categories-weight = Weight
organise-categories-scale-title = Scale
organise-categories-low = Lowest
organise-categories-high = Highest
organise-categories-step = Step
organise-categories-scale = The highest mark must be above the lowest.

organise-prizes-title = Prize table
organise-prizes-awards = awards
organise-prizes-sum = { $n ->
    [one] 1 award
   *[other] { $n } awards
}
organise-prizes-money = Money each (đồng)
organise-prizes-frozen = Entering has closed; the prize table can no longer change.
organise-prizes-differs = The table has { $total } awards; { $promised } were announced.
organise-people-title = People
organise-people-name = Full name
organise-people-role = Role
organise-people-state = State
organise-people-actions = Actions
organise-people-invited = Invited
organise-people-active = Active
organise-people-ended = Ended
organise-people-again = Invite again
organise-people-end = End the role
organise-people-none = Nobody yet
organise-people-invite = Invite somebody
organise-people-login = Fill in an e-mail address or a phone number.
organise-people-login-hint = For signing in. No mailbox is needed: the link may go by Zalo.
organise-people-category-hint = For jurors, chairs and advisors
organise-people-has-entry = This person has an entry and cannot take this role.
organise-people-do = Make an invitation link
organise-people-card = Invitation for { $name }
organise-people-card-text = Send the link or let them scan the QR code. It works once, until
organise-people-link = Invitation link
organise-people-qr = QR code that opens the invitation

organise-progress-title = Progress of judging
organise-progress-lead = Numbers of sheets, never marks.
organise-progress-planned = Planned
organise-progress-open = Open
organise-progress-closed = Closed
organise-progress-do-open = Open the round
organise-progress-do-close = Close the round
organise-progress-sheets = Sheets filled
organise-progress-quorum = { $n ->
    [one] 1 entry has
   *[other] { $n } entries have
} too few sheets
organise-progress-last = Last saved
organise-progress-never = not begun
organise-progress-locked = Locked
organise-progress-none = No round yet
organise-progress-none-text = Invite jurors for each category; rounds appear here.

organise-log-title = Log
organise-log-sound = The chain of events is intact
organise-log-broken = The chain of events is broken
organise-log-broken-text = A line was changed or lost. Leave the server as it is and call the administrator.
organise-log-number = No.
organise-log-at = At
organise-log-who = Who
organise-log-event = Event
organise-log-about = About
organise-log-hash = Check sum
organise-log-program = The program
organise-log-guardian = Guardian
organise-log-teacher = Teacher of a class
organise-log-visitor = Visitor
organise-log-somebody = Somebody else
organise-log-details = Details
notice-advanced = The contest has moved to its next step.
organise-calendar-zone = { $zone } time
organise-calendar-earlier = The published deadline may only be moved later.
organise-categories-english = English
organise-categories-hint-en = Explanation (English)
organise-categories-brief-vi = What to send (Vietnamese)
organise-categories-brief-en = What to send (English)
organise-categories-sheets = Jurors who score each work
organise-categories-least = Fewest sheets
organise-people-opened = The round has opened; no juror can be added any more.
organise-urgent-rounds = { $n } planned rounds were never opened. Open them or remove them before the judging can end.
organise-urgent-criteria = A category lacks criteria or prizes.
organise-task-texts = Name, theme, introduction
organise-texts-name-vi = Name (Vietnamese)
organise-texts-name-en = Name (English)
organise-texts-theme-vi = Theme (Vietnamese)
organise-texts-theme-en = Theme (English)
organise-texts-intro-vi = Introduction (Vietnamese)
organise-texts-intro-en = Introduction (English)
organise-texts-organiser-vi = Organisers (Vietnamese)
organise-texts-organiser-en = Organisers (English)
organise-texts-phone = Phone for questions
organise-texts-email = E-mail for questions
organise-judge = Start judging
    .text = Eligible works are dealt to the jurors; criteria and scales are locked. Works that were not checked do not go to the jury.
organise-deliberate = End judging
    .text = All sheets are sealed; the jury meets over the standings.
mail-invitation-subject = Invitation to { $contest }
mail-invitation-body = Dear { $name },
    
    The organisers invite you to { $contest }. Open this link to set a password (once, within 14 days):
    { $link }

organise-task-openness = What is published of the marks
organise-openness-title = What is published of the marks
organise-openness-lead = After the announcement anybody can download a verification bundle and compute the result again. Choose what is in it. No level has names of authors.
organise-openness-level = Level
organise-openness-A = A – Every score sheet, with the juror's name
organise-openness-B = B – Every score sheet, jurors go by numbers J1, J2 …
organise-openness-C = C – Places, scores and numbers of sheets only
