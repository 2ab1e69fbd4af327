sheet-todo = To judge
sheet-part = Begun
sheet-done = Judged
sheet-abstained = Abstained
sheet-recused = Recused

jury-today-title = Entries to judge
jury-today-until = Due
jury-today-progress = Judged
jury-today-recused = { $n } recused
jury-today-abstained = { $n } abstained
jury-today-left = { $n ->
    [one] 1 entry left
   *[other] { $n } entries left
}
jury-today-pace-ahead = At this pace you finish { $days ->
    [one] 1 day
   *[other] { $days } days
} early
jury-today-pace-behind = { $n } entries a day are needed to finish in time
jury-today-go = Go on judging
jury-today-lock = Lock my sheets
jury-today-lock-short = Lock my sheets ({ $n } missing)
jury-today-lock-missing = { $n ->
    [one] 1 entry has
   *[other] { $n } entries have
} no complete marks yet. Judge them all, then lock.
jury-today-locked = Sheets locked at
jury-today-locked-text = The sheets are sealed and can no longer change.
jury-today-list = List of entries
jury-today-none = Nothing is assigned to you yet
jury-today-none-text = When a round opens, your entries appear here.

jury-score-position = Entry { $n } of { $total }
jury-score-beside = Other entries
jury-score-previous = Previous
jury-score-next = Next
jury-score-comment = Comment
jury-score-comment-hint = For the jury's meeting.
jury-score-saved = Saved { $clock }
jury-score-waiting = Waiting for the network; marks are kept on this device
jury-score-differs = Another window saved the mark { $mark }; reload to see it
jury-score-signed-out = You are signed out; marks are kept on this device. Sign in again to save them.
jury-score-save-next = Save and next
jury-score-skip = Later
jury-score-recuse = Recuse
jury-score-abstain = Abstain
jury-score-keys = Keys
jury-score-reason = Reason
jury-score-recuse-title = Recuse from this entry
jury-score-recuse-text = If you know the author, are related, taught them or advised on the work. Another juror gets the entry and you will not see it again.
jury-score-recuse-do = Recuse
jury-score-abstain-title = Abstain from this entry
jury-score-abstain-text = If you have seen the work but lack the knowledge to judge it. It is not a low mark.
jury-score-abstain-do = Abstain
jury-score-is-recused = You recused from this entry.
jury-score-is-abstained = You abstained. Giving marks takes that back.
jury-score-locked = The sheets are locked. Ask the chair if something must change.
jury-score-mark-missing = Choose a mark for this criterion.
jury-key-mark = Mark 1 to 10 for the current criterion
jury-key-next = Next entry
jury-key-previous = Previous entry
jury-key-zoom = Look closer
jury-key-recuse = Recuse
jury-key-help = This table
jury-keys-on = Switch keys on
jury-keys-off = Switch keys off

jury-standings-title = Standings and proposed awards
jury-standings-method-mean = The score is the weighted mean of the sheets, exact and unrounded.
jury-standings-method-trimmed = The score is the mean without the highest and the lowest sheet.
jury-standings-method-ranks = The order comes from the jurors' rankings, not from their marks.
jury-standings-place = Place
jury-standings-work = Work
jury-standings-score = Score
jury-standings-spread = Spread
jury-standings-sheets = Sheets
jury-standings-proposed = Proposed
jury-standings-tied = Tied
jury-standings-flag-spread = Jurors differ widely
jury-standings-flag-line = At the line of a prize
jury-standings-flag-few = Few sheets
jury-standings-quotas = Prize table
jury-standings-change = Change the proposal
jury-standings-change-hint = Every departure from the order needs a reason, which is printed in the minutes.
jury-standings-tier = Prize
jury-standings-no-award = No award
jury-standings-reason = Reason
jury-standings-quota = { $tier } is given out. Change the other entry first.
jury-standings-band = This entry lies outside the places that the rules allow to change.
jury-standings-propose = Hand to the advisory board
jury-standings-running = The round is running
jury-standings-running-text = Scores and places appear after the round closes.
notice-locked = The sheets are locked.
notice-proposed = Awards are proposed by the formula.
jury-score-comment-long = A comment has at most 2,000 characters.
jury-score-mark-wrong = This mark is not on the scale.
jury-standings-formula = Propose by the formula
jury-standings-full = All awards of this tier are given. Take one back first.
jury-standings-nothing = A category has no proposal yet.
jury-standings-unsettled = Equal marks on the line of a prize; choose and give a reason: { $codes }
