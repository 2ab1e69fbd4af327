ceremony-title = Ceremony
ceremony-lead = { $awards } awards, from the consolation prizes to the highest of each category, about { $minutes } minutes.
ceremony-ends = The last award is handed over at
ceremony-screen = Big screen
ceremony-held-at = When the awards begin
ceremony-seconds-each = Seconds for an award
ceremony-seconds-hint = From 10 to 600, usually 45
ceremony-place = Where
ceremony-opening = What the host says first
ceremony-opening-hint = Printed at the head of the script
ceremony-presenter = Who presents (title and name)
ceremony-deputy = Deputy
ceremony-gift = What is handed over
ceremony-reading = How the name is read
ceremony-receiver = Who comes on stage, if not the author
ceremony-cue = Song or poem performed
ceremony-minutes = Length of the performance (minutes)
ceremony-line = From 1 to 200 characters, please.
ceremony-seconds = From 10 to 600 seconds, please.
ceremony-minutes-wrong = From 0 to 30 minutes, please.
ceremony-keys = Space or → goes on, ← goes back, F fills the screen.
ceremony-whole = Full screen
ceremony-count = { $n ->
    [one] 1 award
   *[other] { $n } awards
  }
ceremony-thanks = Congratulations to all authors
ceremony-publish-text = This shows the result to everybody now.
ceremony-publish = Announce the result
ceremony-previous = Back
ceremony-next = Next
ceremony-step-by-step = Announce each award as the big screen shows it
ceremony-step-by-step-hint = Otherwise all of them are announced at once, by the button at the screen's end
ceremony-live = Begin to announce award by award
ceremony-live-text = This is a rehearsal still: nothing that is shown is announced. Press when the evening really begins.
ceremony-is-live = Announcing award by award.
ceremony-said = Announced.
ceremony-waits = No network: it will be announced as soon as there is one.
