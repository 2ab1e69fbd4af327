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
accounts-code-title = Type the code
accounts-code-lead = Open the authenticator on your telephone and type the six digits that it shows.
accounts-code = Code
accounts-code-help = No telephone at hand? Type one of the codes on paper. If none is left, call whoever runs the server.
accounts-code-wrong = This code is wrong or was used. Wait for the next one and type it.
notice-code-late = More than five minutes have passed. Please sign in again.
accounts-factor-title = Sign in with two steps
accounts-factor-link = Two-step sign-in
accounts-factor-lead = Besides the password you type six digits from your telephone. Whoever knows the password and does not hold the telephone cannot get in.
accounts-factor-required = Organisers and administrators see authors' names and sign decisions, so they need the second step before going on.
accounts-factor-step-app = Install an authenticator on your telephone, such as Google Authenticator or Aegis.
accounts-factor-step-scan = In the app, scan the code below.
accounts-factor-step-code = Type the six digits that it shows.
accounts-factor-qr = Code for the authenticator to scan
accounts-factor-typed = Cannot scan it? Type this key into the app:
accounts-factor-code = Six digits of the app
accounts-factor-do = Turn it on
accounts-factor-done = Two-step sign-in is on
accounts-factor-papers-once = Print or copy the codes below now. They are not shown again.
accounts-factor-papers-text = Each code works once, when you do not have your telephone. Keep them apart from the password.
accounts-factor-go-on = I have kept them, go on
accounts-factor-on = It is on. Signing in needs a code from your telephone.
accounts-factor-papers-left = { $n } codes on paper are left.
accounts-factor-password-hint = Type your password to do one of the following.
accounts-factor-papers-new = Make new codes on paper
accounts-factor-off = Turn it off
accounts-password-wrong = This password is wrong.
