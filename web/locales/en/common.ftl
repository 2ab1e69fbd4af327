# What every page shares
site-name = Hoa Ban
layout-skip = Skip to main content
layout-menu = Main menu
layout-other-language = Tiếng Việt
layout-sign-in = Sign in (organisers, jurors)
layout-sign-out = Sign out
layout-help = Help
layout-theme = Background:
layout-theme-auto = As my device
layout-theme-light = Light
layout-theme-dark = Dark

nav-rules = Rules
nav-gallery = Exhibition
nav-winners = Results
nav-lookup = Find my entry
nav-mine = My tasks
nav-contest = Contest page

# Kinds of works
kind-song = Song
kind-speech = Spoken work
kind-painting = Painting
kind-poem = Poem
kind-initiative = Initiative

# States of an entry
state-draft = Not sent
state-submitted = Received
state-returned = To be corrected
state-eligible = Eligible
state-ineligible = Not eligible
state-withdrawn = Withdrawn
state-duplicate = Duplicate

# Forms
form-title-error = Error:
form-errors-title = { $n ->
    [one] One thing to correct
   *[other] { $n } things to correct
}
form-optional = (optional)
form-change = Change
form-continue = Continue
form-save = Save
form-send = Send
form-back = Back
form-cancel = Cancel
form-counter-left = { $n } characters left
form-counter-over = { $n } characters too many
form-counter-lines = { $n }/{ $max } lines
form-limit-characters = At most { $n } characters
form-limit-lines = At most { $n } lines
form-file-held = Uploaded
form-file-replace = Choose another file to replace it.
form-yes = Yes
form-no = No
form-filter = Filter
form-all = All
dialog-close = Close

pager-label = Pages
pager-previous = Previous
pager-next = Next
pager-page = Page { $page } of { $pages }

audio-open = Listen to the sound file
zoom-open = Look closer
zoom-out = Smaller
zoom-in = Larger
zoom-whole = Whole picture
zoom-close = Leave close view
copy-do = Copy
copy-done = Copied
receipt-code = Entry code
receipt-at = Received at
receipt-qr = QR code that opens the receipt
score-weight = weight { $weight }

# Errors that many forms share
error-required = Fill in this field.
error-title = Fill in the title of the work.
error-too-long = Shorten this to at most { $max } characters.
error-too-many-lines = Shorten this to at most { $max } lines.
error-name = Fill in the full name.
error-phone = Fill in a phone number of 10 digits, such as 0912 345 678.
error-email = Fill in an e-mail address, such as name@office.vn.
error-year = Fill in the year of birth with 4 digits, such as 2012.
error-choice = Choose one.
error-file-missing = Choose the file of the work.
error-file-too-big = The file is larger than { $max }. Choose a smaller one.
error-file-kind = Files of this kind cannot be accepted. Choose one of the kinds named above.
error-number = Fill in a number.
error-number-range = Fill in a number from { $min } to { $max }.
error-password-short = The password needs at least { $min } characters. A sentence you remember is best.
error-password-same = The two passwords differ.
error-reason = Give a reason.
credit-pupil = Pupil, work { $code }
credit-author = Author of work { $code }
work-sheet-open = Open the sheet music (attachment)
error-code = Type the code as on the receipt, for example T-0179-K.
notice-saved = Saved.
notice-no-file = Choose the file, then send.
notice-original-arrived = The original has arrived.
notice-other-file = This is not the file that was promised. Choose the original.
refusal-empty = This file is empty. Choose another one.
refusal-too-large = The file is larger than { $size }. Choose a smaller one.
refusal-wrong-type = This file is not { $types }. Choose another one.
refusal-heic = This photo is an AVIF or a kind of HEIC that cannot be read. Open it on the phone, take a screenshot and send that; or on an iPhone choose Settings → Camera → Formats → "Most Compatible" and take it again.
refusal-broken = The file is damaged or incomplete. Choose the original file again.
refusal-too-many-pixels = The picture has more than 120 million pixels. Make it smaller and send it again.
refusal-too-small = The picture is too small: its short side needs at least { $extent } pixels. Take it again from nearer.
refusal-too-long = The recording is longer than { $extent } minutes.
refusal-too-short = The recording is shorter than 1 second.
refusal-password = The file has a password. Save it without one and send it.
refusal-macros = The file has macros. Save it as .docx without macros, or as PDF.
refusal-too-many-pages = The file has more than { $extent } pages.
refusal-too-many-lines = The poem has more than { $extent } lines.
refusal-bomb = The file is packed in an unusual way and was not taken. Save it anew and send it.
refusal-encoding = The text in the file cannot be read. Save it as UTF-8, or paste it into the text field.
error-takes-part = Tick that you take part in order to send the work.
error-limit-reached = This author has already sent { $max } works in this category.
notice-ruled = The ruling is recorded.
error-password-long = The password is longer than 1,000 bytes.
error-password-common = This password is too easy to guess. Choose another phrase.
error-password-context = The password is too close to the contest's or your own name. Choose another phrase.
refusal-video = This is a film, not a recording of sound. Export its sound as MP3 or M4A and send that.
refusal-old-word = This is an old Word file (.doc). Open it, save it as .docx or PDF, and send that.
advice-blurry = The picture looks blurred. If you can, take it again with a steady hand and enough light.
advice-glare = Light is reflected in the picture. If you can, take it again away from lamps and direct sun.
advice-small-for-print = The picture is good enough for judging but small for a print on A4. If you can, send the original or take it again from nearer.
advice-cut-short = The end of the recording cannot be heard. Listen whether it is complete.
advice-quiet = The recording is very quiet. If you can, record it again from nearer.
advice-converted = The text was converted from { $encoding }. Read it once more and correct what is wrong.
advice-active-content = The file holds parts that act by themselves, or attachments. Jurors get a copy without them; the file that you sent stays as it is.
advice-no-pages = The pages of the document cannot be drawn; readers will download the file.
inspect-accepted = accepted
inspect-rejected = rejected
inspect-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}
inspect-lines = { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
notice-thanks = The answer is saved. Thank you.
consent-purpose = Purpose
consent-own-adult = Author
consent-own-minor = Pupil
consent-guardian = Guardian
consent-counts = Allowed
consent-waits = Waiting
consent-purpose-participation = Taking part
consent-purpose-naming = Being named
consent-purpose-display = Showing the work
consent-purpose-exhibition = Exhibition, reuse
consent-about-participation = The organisers keep the work and have it judged.
consent-about-naming = The name appears with the results, in the exhibition and in the press. Without it only “Pupil” and the entry code appear.
consent-about-display = The work appears on the contest’s public pages.
consent-about-exhibition = The work hangs in the exhibition, may be printed and used again to tell about the contest; it is not sold.
consent-answer-yes = Yes
consent-answer-no = No
consent-answer-none = Not answered
consent-ask-takes-part = May the child take part?
consent-ask-named = Being named in public?
consent-ask-display = Showing the work on public pages?
consent-ask-exhibition = Exhibiting, printing and using it again?
credit-others = { $names } and { $others } { $others ->
    [one] other
   *[other] others
}
notice-class-filled = The list is taken in.
notice-class-all = All works of the class have been sent.
notice-class-some = The complete works have been sent. What the others lack stands below.
notice-class-none = No work is complete yet.
