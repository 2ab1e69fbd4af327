# What entrants are told after the announcement.
feedback-title = Feedback to entrants
feedback-lead = After the announcement, entrants read what is switched on here on their private page. No juror is named.
feedback-from = From
feedback-from-hint = Never before the announcement. For example 08:00 10/10/2024
feedback-totals = The work's score
feedback-average = The mean score of the category
feedback-place = The work's place
feedback-messages = Jurors' words
feedback-messages-hint = Only those let through below.
feedback-screen = Jurors' words, one by one
feedback-later = They appear here after the announcement, so that nobody learns before what jurors think.
feedback-waiting = { $n ->
    [one] One message waits.
   *[other] { $n } messages wait.
}
feedback-state-waiting = Waits
feedback-state-approved = Shown
feedback-state-hidden = Hidden
feedback-approve = Show it to the author
feedback-hide = Hide it
feedback-hide-do = Hide this message
feedback-none = There are none.
feedback-told = What the jury says
feedback-told-score = Score
feedback-told-average = Mean of the category
feedback-told-place = Place
feedback-told-place-of = { $n } of { $of } judged works
feedback-told-message = A juror's words
jury-score-message = To the author
jury-score-message-hint = Where organisers allow it, the author reads this after the announcement, once it was looked at; you are not named.
organise-task-feedback = Feedback to entrants
