decide-title = Decision on awards
decide-state-draft = Draft
decide-state-signed = Signed, to be announced
decide-state-announced = Announced
decide-announced = Announced at
decide-winners = See the results
decide-blocks = Cannot be signed yet
decide-block-second-reading = { $n ->
    [one] 1 second reading has
   *[other] { $n } second readings have
} not been answered.
decide-block-minutes = The minutes lack time, place or attendance.
} no proposal.
} at the line of a prize are undecided.
decide-total = { $awards } of { $quantity } awards
decide-award = Award
decide-work = Work
decide-place = Place by score
decide-minutes = Minutes
decide-when-hint = Such as 19:30 07/10/2024
decide-minutes-number = Number of the decision
decide-minutes-number-hint = Printed on certificates, such as 1268/QĐ-UBND
decide-minutes-save = Save the minutes
decide-sign = Signatures
decide-sign-hint = Two persons are needed. After the second signature the list is frozen.
decide-signed = Signed
decide-unsigned = Not signed
decide-password = Password
decide-password-hint = Type your password again to sign.
decide-password-wrong = The password is wrong; nothing was signed.
decide-sign-do = Sign the decision
decide-announce = Announcement
decide-announce-set = To be announced at
decide-announce-at = Announce at
decide-announce-past = Choose a time that has not passed.
decide-announce-set-do = Set the time
decide-announce-now = Announce now
notice-signed = Signed.
decide-block-too-early = The jury has not met yet.
decide-minutes-hint = Time, place, who was there, who stepped back, votes, changes and reasons.
decide-minutes-long = The minutes are too long.
decide-sign-no-awards = There is no award to decide on.
decide-sign-changed = The list or the minutes have just changed. Look again, then sign.
decide-sign-same = Chair and organiser must be two persons.