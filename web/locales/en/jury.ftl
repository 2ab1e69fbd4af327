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
jury-today-skipped = { $n } put off
jury-today-left = { $n ->
    [one] 1 entry left
   *[other] { $n } entries left
}
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
jury-today-pace = { $days } days left; { $n } a day is enough.
jury-today-pace-last = { $n ->
    [one] Due within a day, 1 entry left.
   *[other] Due within a day, { $n } entries left.
}
jury-today-pace-over = Judging time is over. Ask the chair if you need more.
jury-today-missing = { $n ->
    [one] 1 entry missing
   *[other] { $n } entries missing
}
jury-today-spread = Marks you have given
jury-today-spread-text = Only you see this: how often you gave each mark, by criterion.
jury-today-spread-mark = Mark
jury-today-spread-count = Times
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
jury-score-differs-title = Another window changed this mark
jury-score-differs = Entry { $code }, “{ $criterion }”: another window saved { $theirs }, here you chose { $mine }. Which one counts?
jury-score-differs-again = Another window saved { $theirs }, here you chose { $mine }. Save again to take { $mine }.
jury-score-keep-theirs = Keep { $mark } as saved
jury-score-keep-mine = Take { $mark } from here
jury-score-no-mark = no mark
jury-score-undone = Took back the last mark of entry { $code }
jury-score-undo = Undo
jury-score-refused = Not saved. Reload the page to see what is saved.
jury-score-read = Full screen
jury-score-read-close = Leave full screen
jury-score-thumb = Marks within reach of the thumb
jury-score-criterion-previous = Previous criterion
jury-score-criterion-next = Next criterion
jury-compare-title = Compare
jury-compare-pick = Choose to compare
jury-compare-with = Compare with others
jury-compare-open = Compare { $n } entries
jury-compare-together = Zoom and move together
jury-compare-most = Up to 4 entries are compared at a time. These are the first 4 that you chose.
jury-compare-total = Your total
jury-compare-sheet = Open the sheet
jury-compare-without = Take out
jury-compare-choose = Choose entries to compare
jury-compare-do = Compare the chosen entries
jury-compare-how = Choose 2 to 4 entries.
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
jury-key-undo = Take the last mark back
jury-key-read = Full screen
jury-key-compare = Choose to compare, or let go
jury-key-comment = Write a comment
jury-key-play = Play or pause the song
jury-key-close = Close, leave
jury-key-next = Next entry
jury-key-previous = Previous entry
jury-key-zoom = Look closer
jury-key-recuse = Recuse
jury-key-help = This table
jury-keys-on = Switch keys on
jury-keys-off = Switch keys off

jury-standings-title = Standings and proposed awards
jury-standings-place = Place
jury-standings-work = Work
jury-standings-score = Score
jury-standings-spread = Spread
jury-standings-sheets = Sheets
jury-standings-proposed = Proposed
jury-standings-tied = Tied
jury-standings-flag-spread = Jurors differ widely
jury-standings-flag-few = Few sheets
jury-standings-quotas = Prize table
jury-standings-change = Change the proposal
jury-standings-change-hint = Every departure from the order needs a reason, which is printed in the minutes.
jury-standings-tier = Prize
jury-standings-no-award = No award
jury-standings-reason = Reason
jury-standings-quota = { $tier } is given out. Change the other entry first.
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

jury-advice-title = What the figures suggest
jury-advice-lead = Only the chair sees this part. No figure here changes a score or a place; the jury decides.
jury-advice-reliable-poor = The mean of the sheets is not very certain (reliability { $mean }): another jury might rank quite differently. Look again together at the works near a prize's line.
jury-advice-reliable-moderate = The mean of the sheets is moderately certain (reliability { $mean }): the leading group is clear, works close to each other might change places.
jury-advice-reliable-good = The mean of the sheets is quite certain (reliability { $mean }).
jury-advice-reliable-excellent = The mean of the sheets is very certain (reliability { $mean }).
jury-advice-reliable-unknown = There are not enough sheets to say how certain the mean is.
jury-advice-needed = To reach 0.80, each work needs about { $n } jurors.
jury-advice-large = The round has very many works, so this page computes neither the prizes' boundary nor the influence of single jurors.
jury-advice-open = Works on a prize's boundary: { $n }
jury-advice-open-text = The result was computed 2,000 times again, each time giving jurors other weights. The works below sometimes got a prize and sometimes none, or now one prize and now another.
jury-advice-open-none = No work is on a prize's boundary: however jurors are weighted, the result hardly changes.
jury-advice-any = Any prize
jury-advice-tiers = Each prize
jury-advice-hanging = Results that hang on one juror: { $n }
jury-advice-hanging-text = Without the sheets of one person, prizes would change as below. It does not mean that this person judged wrongly.
jury-advice-without = Without the sheets of { $juror }
jury-advice-hanging-none = No prize hangs on a single juror.
jury-advice-moved = Prizes that would differ if all jurors were equally strict: { $n }
jury-advice-moved-text = Some usually give high marks, some low ones, and not every work met the same people. With this difference taken out, the following works would get another prize. It may be adopted only if the rules allow it and the jury puts the decision in the minutes.
jury-advice-moved-none = If all jurors were equally strict, the prizes would be the same.
jury-advice-places = Place { $place } by the score, { $adjusted } with the difference taken out
jury-advice-apart = The round falls into { $n } groups without a juror or a work in common, so nobody's strictness can be compared across them.
jury-advice-approximate = The panel is very large, so this order is approximate.
jury-advice-questions = What may be asked of jurors: { $n }
jury-advice-questions-text = These are questions, not findings. Ask each person alone, and hear the reasons first.
jury-advice-questions-none = Nothing stands out in the way any juror marks.
jury-advice-former = A juror who left the panel
jury-advice-ask-strict = { $juror } gives lower marks than the others. Why?
jury-advice-ask-generous = { $juror } gives higher marks than the others. Why?
jury-advice-ask-unpredictable = { $juror } is often far from the others, now above and now below. Is a criterion understood differently?
jury-advice-ask-smooth = The marks of { $juror } are almost those of the others together. Were the others' marks known before?
jury-advice-ask-central = { $juror } gives all works nearly the same mark. Do the works really seem equal?
jury-advice-ask-halo = { $juror } gives all criteria of a work nearly the same level. Is each criterion looked at on its own?
jury-advice-ask-drift = The level of { $juror } changes from the first work to the last. Should the first works be looked at again?
jury-advice-ask-apart = The order of { $juror } differs widely from everybody else's. Is there something the others have not seen?
jury-advice-ask-alike = { $first } and { $second } differ from the others in the same direction. Did they talk while judging?

jury-today-receipt = Save the receipt of your sheets
jury-today-receipt-hint = Please keep this file to yourself. After the announcement it tells whether the published sheets are the ones that you gave.
