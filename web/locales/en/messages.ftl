messages-title = Messages
messages-lead = Reminders and news. Letters are written from real data and read through before they go; a person gets one a day for each matter at most.
messages-no-server = No mail server is set up, so letters wait here. Copy them into a messenger or a short message.
messages-write = Write to
messages-people = { $n ->
    [one] 1 person
   *[other] { $n } people
  }
messages-nobody = Nobody needs a reminder now.
messages-jurors = Remind jurors who have works left
messages-jurors-hint = Their round is open and they are not done
messages-drafts = Remind of entries that were not sent
messages-drafts-hint = Begun, with an author's name, never sent
messages-winners = Tell awarded authors
messages-winners-hint = With time and place of the ceremony, if it is planned
messages-outbox = Letters written
messages-none = No letters yet.
messages-subject = Subject
messages-recipient = To
messages-at = Written
messages-state = State
messages-state-waiting = Waiting
messages-state-sent = Sent
messages-state-refused = Refused, look at the address
messages-texts = Whoever has no e-mail address gets a short message, without marks or links.
messages-state-failed = Not delivered
messages-attempts = tried { $n } times
messages-again = Send again
letters-lead = Untick letters that should not go, open one to change it. For people without e-mail, copy the text into a short message.
letters-prepare = { $n ->
    [one] Write 1 letter
   *[other] Write { $n } letters
  }
letters-nobody = Nobody needs a reminder now.
letters-no-mail = no e-mail address
letters-subject = Subject
letters-body = Text
letters-text = A subject and a text, please, at most 200 and 4,000 characters.
letters-unticked = Letters that are not ticked do not go today.
letters-post = Send ({ $n })
letters-today = Today
letters-state-pending = To be read through
letters-state-sent = On its way
letters-state-handed = To be passed on
letters-state-dropped = Left out
letters-handed-hint = Without marks and links, for a short message of the telephone.
letters-short = Short message
letters-jurors-subject = { $n } works are waiting for you
letters-jurors-body =
    Dear { $name },

    { $n } works of the contest “{ $contest }” are waiting for your marks until { $until }.

    Your page: { $link }

    Thank you.
letters-drafts-subject = “{ $title }” has not been sent
letters-drafts-body =
    Dear { $name },

    The entry “{ $title }” by { $author } for the contest “{ $contest }” was begun but not sent. Entries are taken until { $until }.

    Please open the entry's private link that you kept, and finish it. For help call { $phone }.
letters-winners-subject = Congratulations: { $award } – { $contest }
letters-winners-body =
    Dear { $name },

    We are glad to tell you that “{ $title }” by { $author } won { $award } in the category { $category } of the contest “{ $contest }”.

    { $evening }

    The result: { $link }
