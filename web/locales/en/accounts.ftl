role-organiser = Organiser
role-clerk = Desk clerk
role-juror = Juror
role-chair = Chair of the jury
role-advisor = Advisory board
role-auditor = Auditor
role-operator = System administrator

accounts-login = E-mail
accounts-password = Password
accounts-new-password = New password
accounts-password-again = The same password again
accounts-password-hint = At least { $min } characters. A sentence you remember, with spaces, is best.
accounts-sign-in-title = Sign in
accounts-sign-in-do = Sign in
accounts-sign-in-help = Entrants need not sign in. If you forgot your password, ask the organisers for a new invitation link.
accounts-sign-in-wrong = The name or the password is wrong.
accounts-sign-in-wait = Too many attempts. Wait { $minutes } minutes and try again.
accounts-invitation-title = Invitation
accounts-invitation-hello = Welcome, { $name }
accounts-invitation-lead = Your role: { $role }. Set a password to begin.
accounts-invitation-login = You sign in as
accounts-invitation-do = Set the password and enter
accounts-invitation-used = This invitation no longer works
accounts-invitation-used-text = The link works once and for a limited time. Sign in if you have set a password, or ask the organisers for a new link.
accounts-home-title = My tasks
accounts-home-none = Nothing to do yet
accounts-home-none-text = Tasks appear here when the organisers give you some.
accounts-home-new = Create a contest
accounts-setup-title = First start
accounts-setup-lead = Create the first administrator. This page opens only once.
accounts-setup-token = Setup code
accounts-setup-token-hint = The program prints it when it starts for the first time.
accounts-setup-token-wrong = The setup code is wrong. Look at the line that the program printed.
accounts-setup-name = Full name
accounts-setup-email = E-mail
accounts-setup-do = Create the account

task-desk = Receive and check entries
task-desk-waiting = { $n ->
    [one] 1 entry waits
   *[other] { $n } entries wait
}
task-organise = Run the contest
task-jury = Judge entries
task-jury-left = { $n ->
    [one] 1 entry left
   *[other] { $n } entries left
}
task-standings = Jury meeting
task-advise = Advisory board
task-decide = Decide and announce
task-log = Log
task-waiting = To do
task-done = Done
task-not-yet = Not yet
accounts-home-everywhere = Sign out on all devices
