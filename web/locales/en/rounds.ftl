# Rounds of judging: setting them up, going on from one to the next, ranking.
round-called = Round { $n }
round-kind = What jurors give
round-kind-yesno = Yes or no
round-kind-yesno-hint = A quick screening: which works go on
round-kind-yesno-text = Jurors answer yes or no.
round-kind-rating = Marks by criteria
round-kind-rating-hint = A mark for each criterion, weighted
round-kind-rating-text = Jurors give marks by criteria.
round-kind-ranking = A ranking
round-kind-ranking-hint = Every juror puts all works in order; for finals with few works
round-kind-ranking-text = Every juror puts all works in order; the first gets the most points, each further one a point less.
round-maybe = «Maybe» may be answered
round-answer-no = No
round-answer-maybe = Maybe
round-answer-yes = Yes
round-method = How sheets become a score
round-method-default = By number of sheets: without highest and lowest where every work has 7 or more, else the mean
round-method-default-text = The score is the weighted mean of the sheets; where every work has 7 or more, the highest and the lowest are left out. Exact and unrounded.
round-method-mean = Mean of all sheets
round-method-mean-text = The score is the weighted mean of the sheets. Exact and unrounded.
round-method-trimmed = Without the highest and the lowest sheet (from 5 sheets)
round-method-trimmed-text = From 5 sheets on, the highest and the lowest are left out; the score is the weighted mean of the others. Exact and unrounded.
round-method-median = The middle sheet
round-method-median-text = The score is the middle sheet. Exact and unrounded.
round-carry = Share of the round before (%)
round-carry-hint = 0 to 90
round-carries = The score of the round before counts { $n } %.
round-advance = Which works go on
round-advance-hint = Used only where another round follows. Organisers see the list before they confirm it.
round-advance-by = By
round-advance-n = Works, sheets or points
round-advance-all = All works
round-advance-all-text = All works go on.
round-advance-top = The best works
round-advance-top-text = { $n ->
    [one] The best work goes on, and all that share its place.
   *[other] The best { $n } works go on, and all that share the last place with them.
}
round-advance-yes = Enough sheets that say yes
round-advance-yes-text = Works with at least { $n } of { $of } sheets saying yes go on.
round-advance-points = Enough points
round-advance-points-text = Works with { $n } points or more go on.
round-advance-hand = Chosen by hand
round-advance-hand-text = The panel chooses the works that go on and says why.
round-advance-wrong = This number does not fit. Sheets that say yes belong to rounds of yes and no, points to rounds of marks.
round-name-vi = Name (Vietnamese)
round-name-en = Name (English)
round-name-hint = Left empty, it goes by its number
round-sheets-title = Sheets
round-panel = Jurors of this round
round-unfinished = Not closed: the works { $codes } have fewer sheets than the least number.
round-undecided = Not opened: { $n ->
    [one] one work waits
   *[other] { $n } works wait
} for the desk.
round-not-set-up = Not opened: it has no criteria, or there are no works.
round-not-settled = Not opened: the round before is not closed, or nobody confirmed which works go on.
round-panel-small = Not opened: there are fewer jurors than sheets wanted for each work.
round-infeasible = Not opened: conflicts of interest or the jurors’ limits leave the works { $codes } without enough jurors.

rounds-title = Rounds of judging
rounds-lead = Each category is judged in one or several rounds. The rules of a round stand still once it has opened.
rounds-edit = Change
rounds-view = View
rounds-sheets = { $n ->
    [one] One juror sees each work;
   *[other] { $n } jurors see each work;
} { $jurors ->
    [one] one sits on the panel.
   *[other] { $jurors } sit on the panel.
}
rounds-criteria = { $n ->
    [one] One criterion.
   *[other] { $n } criteria.
}
rounds-advance = Choose the works that go on
rounds-add = Add a round
rounds-reason = Reason
rounds-open-do = Open this round
rounds-close-do = Close this round
rounds-pause = Pause
rounds-pause-do = Pause this round
rounds-resume = Go on
rounds-resume-do = Let jurors go on
rounds-reopen = Open again
rounds-reopen-do = Open this round again
rounds-remove = Remove this round
rounds-remove-do = Remove this round

advancement-title = Works that go on
advancement-passing = { $n } of { $of } works go on
advancement-authors = { $n ->
    [one] one author
   *[other] { $n } authors
}
advancement-settled = This list is confirmed. It can be changed until the next round opens.
advancement-goes-on = Goes on
advancement-work = Work
advancement-place = Place
advancement-yes = Yes
advancement-score = Score
advancement-by-hand = By hand
advancement-reason = Reason
advancement-reason-hint = Needed where you depart from the rule. It is published with the results.
advancement-nobody = Choose at least one work.
advancement-do = Confirm the list

jury-ranking-title = Put the works in order
jury-ranking-lead = The best work stands first. Drag, use the arrows or change the numbers, then save.
jury-ranking-unsaved = This order is not saved yet.
jury-ranking-locked = This order cannot be changed any more.
jury-ranking-place = Place of «{ $title }»
jury-ranking-up = Move «{ $title }» up
jury-ranking-down = Move «{ $title }» down
jury-ranking-moved = «{ $title }» is number { $place }. Not saved yet.
jury-ranking-save = Save the order
jury-ranking-go = Rank the works
jury-ranking-not-all = The list of works has just changed. Look at the order and save again.
jury-ranking-elsewhere = Another window saved another order. This is the order of this window; save again to keep it.
jury-paused = This round is paused. What you gave is kept.

organise-task-rounds = Rounds and criteria
organise-progress-paused = Paused
organise-categories-frozen = Entries are closed, so this cannot be changed any more.

amended-rounds = number of rounds
amended-round_kind = what jurors give
amended-method = how sheets become a score
amended-carry = share of the round before (%)
amended-advance_by = which works go on
amended-advance_n = works, sheets or points for going on
amended-choice-yesno = yes or no
amended-choice-rating = marks by criteria
amended-choice-ranking = a ranking
amended-choice-default = by the number of sheets
amended-choice-mean = mean
amended-choice-trimmed = without highest and lowest
amended-choice-median = middle sheet
amended-choice-all = all works
amended-choice-top = the best works
amended-choice-yes = enough sheets that say yes
amended-choice-points = enough points
amended-choice-hand = by hand

jury-pack-title = Judge without a network
jury-pack-lead = Fetch works onto this device first, then judge where there is no network. Marks stay on the device and are sent by themselves once there is one.
jury-pack-script = This needs JavaScript.
jury-pack-size = { $n ->
    [one] One work;
   *[other] { $n } works;
} those still to be judged take { $size }
jury-pack-fetch = Fetch
jury-pack-drop = Remove from this device
jury-pack-left = The works are removed from this device. Marks that wait are still there.
jury-pack-held = { $n ->
    [one] One work ({ $size }) is
   *[other] { $n } works ({ $size }) are
} on this device, fetched at { $clock }.
jury-pack-going = Fetching work { $n } of { $of }…
jury-pack-failed = Work { $code } could not be fetched. Check the network or the free space and fetch again.
jury-pack-choose = Choose works
jury-pack-unable = This browser cannot keep works. It takes a recent browser and an https address.
jury-pack-report = Marks given without a network
jury-pack-sent = Sent: { $n }.
jury-pack-waits = Waiting for a network: { $n }.
jury-pack-differs = Other marks stand in another window; open the work to choose:
jury-pack-refused = Refused by the server (the sheet is locked or the round is closed):
jury-pack-report-clear = Read; clear this report
jury-pack-how-title = How to use it
jury-pack-how-1 = Once fetched, open your list and judge as always; pages that were fetched open without a network.
jury-pack-how-2 = Locking, stepping back and abstaining need a network.
jury-pack-how-3 = Works leave the device when you sign out, or after 24 hours. Marks that wait are not removed.
jury-pack-how-4 = Back on a network, open this page to see which marks were sent and which ask for a choice.
jury-score-needs-network = This needs a network. Marks given are kept on this device.

round-gap = Marking gap (%)
round-gap-hint = Where the highest and the lowest sheet of a work lie farther apart, one more juror is asked. Empty or 0: nobody is.
round-gap-text = Works whose highest and lowest sheet lie more than { $n } % apart are judged once more.
amended-gap = marking gap (%)
jury-standings-flag-gap = Judged once more
round-panel-hint = Leave the number empty for no limit. Where loads are even, those who know the field better get more.
round-most = Works at most
round-most-wrong = 1 to 100,000 works, or nothing.
round-knows = Knows the field
round-knows-2 = Well
round-knows-1 = Somewhat
round-knows-0 = A little
round-anchors = Works that the whole panel judges
round-anchors-hint = 3 to 5 works, drawn by lot, by which jurors’ levels can be compared. Leave it empty, or 0, for none.
