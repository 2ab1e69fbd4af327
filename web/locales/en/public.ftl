# Phases of a contest
phase-before = Opening soon
phase-open = Open for entries
phase-judging = Being judged
phase-announced = Results are out

# What to send, by kind
limit-song = A sound file of at most { $minutes } minutes and { $size }, with the lyrics.
limit-painting = A photo or scan of the painting, at most { $size }. Keep the original for the exhibition.
limit-poem = Type the poem in or send a .txt file; your lines and stanzas are kept as they are.
limit-initiative = Problem, solution and result in words; a PDF or DOCX of at most { $pages } pages may be added.
rule-painting-image = Picture: one file, { $types }, at most { $size }, its short side at least { $least } pixels, at most { $most } million pixels.
rule-song-audio = Recording: one file, { $types }, at most { $size }, from { $least } second to { $most } minutes.
rule-song-sheet = Sheet music, if any: one file, { $types }, at most { $size } and { $most } pages.
rule-song-lyrics = Lyrics: typed or one file, { $types }, at most { $most } KB of text.
rule-poem-text = Poem: typed or one file, { $types }, at most { $most } KB of text{ $least ->
        [0] .
       *[other] , no more than { $least } lines.
    }
rule-initiative-document = Document, if any: one file, { $types }, at most { $size } and { $most } pages.

# A work
work-lyrics = Lyrics
work-sheets = Sheet music
work-page = Page { $n }
work-problem = Problem
work-solution = Solution
work-result = Result
work-adopters = Who else uses it
work-cost = Cost
work-document = Attached document
work-covered = Passages of this document told whose work it is, so the organisers covered them. This is its text.
work-document-open = Open the document
contact-title = Questions
contact-phone = Phone:
contact-email = E-mail:

public-home-title = Contests
public-home-until = Open until
public-home-none = No contests yet
public-home-none-text = New contests appear here when their organisers open them.

public-landing-enter = Enter a work
public-landing-winners = See the results
public-landing-gallery = Visit the exhibition
public-landing-rules = Read the rules
public-landing-opens = Entries open
public-landing-closes = Deadline
public-landing-left = { $span } left
public-landing-judging = Entries are closed. The jury is at work.
public-landing-results-on = Results:
public-landing-entries = entries
public-landing-awards = awards
public-landing-announced = Announced
public-landing-categories = Categories
public-landing-works = { $works ->
    [one] 1 entry
   *[other] { $works } entries
}, { $awards ->
    [one] 1 award
   *[other] { $awards } awards
}
public-landing-more = Find your way
public-landing-lookup = See how far your entry has come
public-landing-rules-hint = Criteria, prizes, dates, privacy
public-landing-help = How to photograph a painting, send and correct an entry

public-rules-title = Rules of the contest
public-rules-print = Print the rules
public-rules-changed = Changed on { $date }
public-rules-why = Reason: { $why }
public-rules-reworded = reworded.
public-rules-before = As it was worded
public-rules-added = new, { $now }
public-rules-removed = removed, was { $was }
amended-opens_at = Entries open
amended-closes_at = Deadline
amended-grace = Grace for entries begun in time
amended-judging_until = End of judging
amended-results_at = Announcement
amended-name = Name of the contest
amended-theme = Theme
amended-intro = Introduction
amended-organiser = Organiser
amended-phone = Telephone for questions
amended-email = E-mail for questions
amended-category_name = name of the category
amended-brief = what to send
amended-max_per_author = entries per author
amended-max_file = largest file (MB)
amended-min_side = shortest side of a picture (pixels)
amended-max_minutes = length of a recording (minutes)
amended-max_lines = lines of a poem
amended-max_pages = pages of a document
amended-sheets = jurors for each entry
amended-least_sheets = fewest score sheets
amended-least = lowest mark of “{ $of }”
amended-most = highest mark of “{ $of }”
amended-step = step of marks of “{ $of }”
amended-weight = weight of “{ $of }”
amended-guide = meaning of “{ $of }”
amended-quota = number of “{ $of }”
amended-money = money for “{ $of }”
public-rules-who = Who may enter
public-rules-dates = Dates
public-rules-opens = Entries open
public-rules-closes = Deadline
public-rules-announced = Announcement
public-rules-host = Organised by
public-rules-per-author = { $n ->
    [one] Each author may enter one work.
   *[other] Each author may enter at most { $n } works.
}
public-rules-any-number = Each author may enter any number of works.
public-rules-criteria = Criteria
public-rules-criterion = Criterion
public-rules-weight = Share
public-rules-scale = Marks from { $low } to { $high }.
public-rules-prizes = Prizes
public-rules-tier = Prize
public-rules-quantity = How many
public-rules-money = Each
public-rules-certificate = Certificate
public-rules-jury = Jury
public-rules-judging = How entries are judged
public-rules-judging-1 = Jurors see works by code, without names.
public-rules-judging-2 = Several jurors judge each entry independently by the criteria above.
public-rules-judging-3 = A juror who is related to an author must withdraw from that entry.
public-rules-judging-4 = The advisory board reads the proposal; the chair of the jury and the organisers both sign the decision.
public-rules-privacy = Privacy
public-rules-privacy-1 = We ask only for what is needed to receive an entry and reach you: name, year of birth, phone number.
public-rules-privacy-2 = Agreeing to take part and agreeing to be named in public are two separate answers.
public-rules-privacy-3 = Authors under 18 need the agreement of a parent or guardian.
public-rules-privacy-4 = The names of authors under 18 are not published by default; the work says “Pupil” and the entry code.
public-rules-privacy-5 = Jurors see no name, school or phone number.
public-rules-privacy-6 = Phone numbers are never shown in public and never used for anything else.
public-rules-privacy-7 = Place and camera data are removed from pictures before they are shown.
public-rules-privacy-8 = You may take your agreement back at any time, by the entry's private link or by calling the organisers.

public-winners-title = Results
public-winners-lead = { $awards } works were awarded among { $entries } entries.
public-winners-at = Announced at
public-winners-counts = { $awards } of { $entries }
public-winners-gallery = See the whole exhibition
public-winners-not-yet = Results are not announced yet
public-winners-planned = Planned for

public-gallery-title = Exhibition
public-gallery-category = Category
public-gallery-award = Award
public-gallery-search = Title or author
public-gallery-total = { $n ->
    [one] 1 work
   *[other] { $n } works
}
public-gallery-none = No works match
public-gallery-reset = See all works
public-gallery-closed = The exhibition is not open yet
public-gallery-closed-text = Works are shown after the results are announced.

public-work-beside = Works beside this one
public-work-previous = Previous work
public-work-next = Next work

public-lookup-title = Find my entry
public-lookup-lead = Fill in the entry code from the receipt and the phone number given with the entry.
public-lookup-code = Entry code
public-lookup-code-hint = Such as T-0179-K
public-lookup-phone = Phone number
public-lookup-phone-hint = With or without spaces
public-lookup-find = Find
public-lookup-none = No entry matches this code and phone number. Check the receipt, or call the organisers.

public-error-not-found = There is no such page
public-error-not-found-text = The address may be incomplete, or the page was taken down.
public-error-denied = This page cannot be opened
public-error-denied-text = The account in use may not see this page.
public-error-expired = The page was open for too long
public-error-expired-text = Go back, reload the page and send once more. What was saved is still there.
public-error-busy = Many people are here at the moment
public-error-busy-text = Wait a minute and reload. Entries with a receipt are safe.
public-error-too-much = A great deal was sent today
public-error-too-much-text = More than 500 MB came through this link within 24 hours. What arrived is kept. Please go on tomorrow, or call the organisers.
public-error-too-big = The file is too large
public-error-too-big-text = Go back and choose a file within the limit written beside the field.
public-error-broken = Something failed on the server
public-error-broken-text = It has been recorded. Try again in a few minutes; if it still fails, read the code below to the organisers.
public-error-malformed = This request was not understood
public-error-malformed-text = Go back and try again.
public-error-closed = Too early or too late
public-error-closed-text = This cannot be done at the contest's present stage. Whatever was saved is still there.
public-error-conflict = Changed elsewhere
public-error-conflict-text = Somebody else, or another window, has just changed this. Go back and reload to see the latest version.
public-error-reference = Error code:
public-error-home = To the first page

public-help-index = Help
public-help-entrants = For entrants
public-help-entrants-hint = Enter a work in a few minutes, without an account.
public-help-teachers = For teachers
public-help-teachers-hint = One list, one link, thirty paintings in one lesson.
public-help-desk = For the desk
public-help-desk-hint = Checking entries, receiving originals, keeping it fair.
public-help-jurors = For jurors
public-help-jurors-hint = Judge on a tablet or computer; marks save themselves.
public-help-organisers = For organisers
public-help-organisers-hint = From opening a contest to announcing its results.

public-help-entrants-1 = Get ready
    .text = Painting: in good light, straight, with all four corners. Poem: type or paste it. Song: one sound file and the lyrics. Initiative: problem, solution, result.
public-help-entrants-2 = Send your work
    .text = Press “Enter a work”, choose a category, fill in three short pages. Each “Continue” saves; open the page's address again to go on. The last page asks whether AI was used, and how.
public-help-entrants-3 = Keep the receipt
    .text = You get an entry code and a QR code. Save the receipt as a picture or copy the private link. Whoever has the link can change the entry, so keep it to yourself.
public-help-entrants-4 = Correct or withdraw
    .text = Open the private link of the receipt. Until the deadline you may correct or withdraw at any time. “Find my entry” tells where your work stands.
public-help-entrants-5 = Under 18
    .text = We need the name and phone number of a parent or guardian. Your name is shown in public only if both of you agree.
public-help-entrants-6 = After sending
    .text = The organisers check whether the entry is eligible and write to you if something needs correcting. Jurors judge by code, without names. Results appear on the results page.

public-help-teachers-1 = Open a class
    .text = On “Enter a work” choose “Teachers: enter a whole class”. Keep the link of the class: whoever has it can change its entries.
public-help-teachers-2 = The list
    .text = Download the template or use the school's own table. It is read on trial first; wrong cells are marked in a copy to correct and upload again.
public-help-teachers-3 = Photos
    .text = Choose all photos at once. A file named “07 Lan.jpg” goes to pupil 7 or to Lan. Where the camera gives the names, print the cards and photograph a child's card before the painting; a photo that nobody's name fits is given by a tap.
public-help-teachers-4 = Consent slips
    .text = Four slips print on an A4 sheet. A parent scans the code and answers in two taps, or signs the paper and you photograph it.
public-help-teachers-5 = Send
    .text = The board of the class shows what is missing. Say whether AI was used, then send: what is complete goes at once with one receipt; the rest, and works in which AI was used, follow.
public-help-teachers-6 = Hand in originals
    .text = Print stickers for the backs and the hand-over list. A sticker has a code and no child's name.

public-help-desk-1 = One entry at a time
    .text = The queue is filtered by state and category. Accept, send back with a deadline of its own, refuse with a reason, or merge a duplicate into the entry that counts.
public-help-desk-2 = Automatic checks
    .text = “Automatic checks” shows first which entries meet every condition. Untick what needs a look, then apply; a whole run can be taken back.
public-help-desk-3 = Late entries, more time
    .text = A late-entry code has uses, an end and a reason. An entry with a reason of its own gets more time on its own page.
public-help-desk-4 = Originals on paper
    .text = Scan the sticker with a scanner or camera: received, photographed, hung, returned. Signed consent is photographed on the entry's consent page. Damage and loss are noted at once and reported.
public-help-desk-5 = Works that are alike
    .text = Works alike in picture, words or sound lie side by side, past contests included. The machine gives no verdict; whoever looks writes a remark.
public-help-desk-6 = Names inside works
    .text = Before blind judging, look at names, schools and telephone numbers found in works and approve covered copies. Jurors see those only; originals stay as they are.

public-help-jurors-1 = Getting in
    .text = Open the invitation link and set a password once. After that sign in with your e-mail address.
public-help-jurors-2 = Giving marks
    .text = Press a number key or tap a mark. Each mark saves itself and shows when; “Undo” takes the last one back. Without a connection marks wait on your device and are sent later. If two windows differ, you are asked which mark counts.
public-help-jurors-3 = Keys
    .text = 1–9 and 0 are marks 1 to 10; U undoes; J and K or → ← change the entry; F is full screen; Z looks closer; C chooses to compare; M writes a comment; X recuses; the space bar plays or pauses a song; ? shows the keys, and there they can be switched off.
public-help-jurors-4 = Recusing
    .text = If you know the author or advised on the work, press “Recuse” and give the reason. Somebody else gets the entry.
public-help-jurors-5 = Abstaining
    .text = If you have seen the work but cannot judge it, choose “Abstain”. It is not a low mark.
public-help-jurors-6 = Comparing and keeping track
    .text = Choose 2 to 4 entries on the list or while judging, then press “Compare”; paintings zoom and move together. “Entries to judge” tells how many are left, how many a day are enough, and which marks you have given.
public-help-jurors-7 = Locking your sheets
    .text = “Entries to judge” names each entry that lacks marks. When all are done, press “Lock my sheets”. They are sealed and can no longer change. Save the receipt of your sheets: after the announcement, hoaban verify sheets RECEIPT --bundle BUNDLE tells whether the published sheets are yours.

public-help-organisers-1 = Create a contest
    .text = Choose a template, then change categories, limits (picture size, minutes, lines, pages), criteria, calendar and prizes. The rules are written from these very settings; a change after opening needs a reason and is shown in the rules.
public-help-organisers-2 = Invite people
    .text = Invite jurors, chairs, advisors and clerks by link or QR card. No mailbox is needed.
public-help-organisers-3 = Receive entries
    .text = Record paper entries under “Enter for somebody”. Each entry is checked, then accepted, sent back for correction, or refused with a reason. “Works alike” lays pictures, words and music that are alike side by side, those of earlier contests included; the program points out what is alike and draws no conclusion.
public-help-organisers-4 = Judging
    .text = The progress page tells who has how many entries left, never the marks. A round closes when the minimum of sheets is reached.
public-help-organisers-5 = Decide and announce
    .text = The jury proposes, the advisory board answers, chair and organiser both sign. Results appear at the minute that you set.
public-help-organisers-6 = The log
    .text = Everything done is written into a chained log. The page “Log” says at once if a line was changed or is missing. The page “How the result was computed” shows signed checkpoints of the log and, after the announcement, a bundle from which anybody computes the result again with hoaban recount.

public-help-scores = How a score is computed
public-help-scores-hint = For chairs, and for anybody who wants to compute a result again.
public-help-scores-1 = The score of an entry
    .text = Each juror has a sheet: the marks of all criteria, times their weights. The score is the mean of the sheets; where every entry has 7 or more and nobody is missing, the highest and the lowest sheet are dropped. Everything is computed in exact fractions and rounded only where the rules say so, so the result is the same everywhere. Sheets of jurors who stepped back or abstained, and sheets that lack a mark, do not count.
public-help-scores-2 = Equal scores
    .text = The tie-break steps are applied one after the other, to all equals first and then to those still equal. The result names the step that decided. Where the next step is a vote or a lot that is not there yet, the standings say that it is waited for.
public-help-scores-3 = On your own computer
    .text = The command: hoaban score --rules rules.json --sheets sheets.csv. Add --ties ties.csv once there was a vote or a draw, --json for exact fractions that other programs can read, --lang en for English. Where a file is wrong, everything that is wrong is told at once, with line numbers.
public-help-scores-4 = The sheets
    .text = A CSV file in UTF-8, cells separated by commas, semicolons or tabs. First line: entry,juror,criterion,mark and, if you like, position (when in the juror’s order). Each row is one mark of one juror for one criterion. An empty mark means that the juror stepped back; “abstained” and “not yet” may stand in its place. A row without a juror is a given number: a difficulty, a deduction, the result of an earlier round.
public-help-scores-5 = The rules
    .text = A JSON file of parts; each may use the ones above it. A part takes jurors’ marks (marks), given numbers (given) or other parts (parts). Each of its columns becomes one number and goes through the steps in each; the columns add up by weights and add_up, and go through the steps in then: round, times, plus, at_least, at_most, place_points. The last part is the score.
public-help-scores-6 = Methods, ties, who advances
    .text = The field method: mean, sum, trimmed, clip, drop_outside, median, lowest, highest, majority_judgment, zscore, yes_share; by ranks: points_by_rank, geometric, borda, schulze, kemeny, pairwise. The field ties lists the steps for equal scores: part, criterion, median, worst, best, majority, vote, draw, share. The field advance says who goes on. The file ties.csv has the columns entry, votes, lot: more votes are better, lot 1 is the first.
public-help-scores-example = Example { $n }
public-help-scores-rules = Rules (rules.json)
public-help-scores-sheets = Sheets (sheets.csv)
public-help-scores-standings = Standings
public-help-scores-schema = All fields (JSON Schema)
public-lookup-sent = Received at
public-lookup-change = To change or withdraw it, open the private link of the receipt. If the link is lost, call the organisers.
public-rules-who-all = Every citizen, of every age. Authors under 18 need the consent of a parent or guardian.
public-landing-best = Highest awards in painting
public-winners-decision = Decision no.

public-verify-title = Check a receipt
public-verify-valid = The receipt is real
public-verify-valid-text = An entry with this code was received by the organisers.
public-verify-withdrawn = The entry was withdrawn
public-verify-withdrawn-text = An entry with this code was received and later withdrawn by its author.
public-verify-unknown = There is no receipt with this code
public-verify-unknown-text = Look at the code on the receipt again, for example T-0179-K. Its last letter shows a mistyped code.
public-verify-no-mark = The mark does not fit
public-verify-no-mark-text = There is an entry with this code, but the mark belongs to none of its receipts.
public-verify-mark = Mark on the receipt
public-verify-mark-hint = Eight letters, for example 7K2M-Q0XD. With it the time and the check sums of the files are shown.
public-verify-do = Check
public-verify-file-here = File received
public-verify-file-promised = File promised
public-verify-texts = Texts
public-verify-proves = The receipt proves that at this time the server had received (or been promised) exactly the files with these SHA-256 sums. It does not say who made the work or how it was judged.
public-verify-superseded = The entry was changed afterwards and has a newer receipt.
public-verify-self = Check it yourself, without this page
public-verify-self-text = Download the signed receipt from the private link and run this command with the public key of this site.

proof-title = How the result was computed
proof-lead = Anybody can compute the result of this contest again without asking us.
proof-how = From score sheets to prizes
proof-how-sheet = Each juror marks works by code, without knowing who made them. When a juror locks the sheets, the log records a seal for each; if a mark is changed later, the seal no longer fits.
proof-how-score = A sheet's score is the sum of its marks times their weights. A work's score is the mean of its sheets; where every work has at least 7 sheets and nobody is missing but those who stepped back, the highest and the lowest sheet are left out. All sums are fractions; only what is shown is rounded.
proof-how-tie = Works with equal scores are parted by the steps in the rules; if all steps leave them equal, the jury votes.
proof-how-prize = Prizes are given from the highest tier down; an author takes at most one prize in a category.
proof-how-decision = The jury may depart from the formula, but must give a reason, and the reason is published.
proof-level-A = This contest publishes every score sheet with the juror's name.
proof-level-B = This contest publishes every score sheet; jurors go by numbers J1, J2 … that stay the same throughout.
proof-level-C = This contest publishes places, scores and numbers of sheets, and no single sheet. The complete set goes to a witness.
proof-bundle = Download the verification bundle
proof-bundle-text = One archive with the rules, sheets, log, decision and results. It has no names of authors; each work goes by its code of the round.
proof-bundle-do = Download the bundle (ZIP)
proof-bundle-later = It is here as soon as the results are announced.
proof-recount = Install the program hoaban on your own computer and run this. It needs no network.
proof-recount-exit = It names every difference; exit code 0 means that everything follows, 3 that something differs.
proof-winners = See the winners
proof-checkpoints = Checkpoints of the log
proof-checkpoints-text = Whenever a round closes and when the decision is signed, the state of the log is signed and shown here. Keep a copy: the later log must contain exactly what a checkpoint covers. Add --checkpoint FILE to the recount to check it.
proof-checkpoints-none = There is no checkpoint yet.
proof-cause-round_closed = A round closed
proof-cause-decision_signed = The decision was signed
proof-size = { $n } events
proof-key = Public key

public-work-score = How this work's score was computed
public-score-title = How this work's score was computed
public-score-code = Code in the verification bundle: { $code }
public-score-sheets = Score sheets
public-score-counted = { $n } sheets count.
public-score-recused = { $n } jurors stepped back because of a connection.
public-score-abstained = { $n } jurors could not judge it.
public-score-weighing = Each mark is multiplied by the criterion's weight; the weights add up to { $sum }.
public-score-juror = Juror
public-score-total = Sheet's score
public-score-dropped = Left out: highest or lowest
public-score-score = The work's score
public-score-mean = The mean of all sheets above.
public-score-trimmed = The mean of the sheets that remain after leaving out { $n }, the highest and the lowest.
public-score-exact = Share of all points, as an exact fraction
public-score-rounded = Score as shown
public-score-place = Place
public-score-place-of = { $rank } of { $judged } works
public-score-never-rounded = Places compare the fractions, never rounded numbers.
public-score-tied = { $n } works have this same score.
public-score-step-score = The place follows from the score.
public-score-step-criterion = It was parted by the criterion “{ $name }”.
public-score-step-median = It was parted by the middle score of the sheets.
public-score-step-lowest = It was parted by the lowest sheet.
public-score-step-majority = It was parted by which work more jurors scored higher.
public-score-step-unresolved = The steps did not part them; the jury decided.
public-score-prize = Prize
public-score-formula = By the formula:
public-score-formula-none = By the formula: no prize.
public-score-award = By the decision:
public-score-award-none = By the decision: no prize.
public-score-reason = The jury's reason:
public-score-unjudged = This work has fewer sheets than the rules ask for, so it has no place.
public-score-proof = Compute the whole result again
amended-openness = what is published of the marks (A: with names, B: numbered, C: totals only)
