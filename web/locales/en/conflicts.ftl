# Conflicts of interest: jurors declare, organisers rule.
declare-title = Do you know anybody who entered?
declare-lead = Tell before you see the works. Works of those you name are not given to you. Nobody but the organisers reads this.
declare-said = You told
declare-line = Person or organisation { $n }
declare-name = Name of an entrant or guardian, or of a school or organisation
declare-kind = How
declare-note = Remark
declare-do = Save
declare-none = I know nobody who entered
declare-none-more = Nobody else
declare-nothing = Give a name, or press «I know nobody who entered».
declare-long = The name or the remark is too long (200 characters at most).
declare-hint = Whenever you think of somebody else, come back to this page. Where you meet a work of somebody you know, press «Step back» there.
declare-first = Before you judge, please tell whether you know anybody who entered.
declare-go = Tell whom I know
declare-more = Tell of somebody else
notice-declared = Your declaration is on record.
tie-family = Family, household
tie-pupil = Teacher and pupil
tie-colleague = Same school or office
tie-coauthor = We made works together
tie-business = Business
tie-other = Other

conflicts-title = Conflicts of interest
conflicts-lead = Jurors are not given these works, unless organisers say why they may be.
conflicts-work = Work
conflicts-why = Why
conflicts-ruling = Ruling
conflicts-state-found = Not looked at; kept apart
conflicts-state-stands = Kept apart
conflicts-state-denied = May judge
conflicts-confirm = Yes, keep apart
conflicts-deny = Not a conflict
conflicts-deny-why = Why not
conflicts-deny-do = Let them judge
conflicts-entered = Entered by organisers
conflicts-none = No conflict found
conflicts-none-text = Telephones, mail addresses, schools and names are compared, and what jurors declare.
conflicts-declared = What jurors declared
conflicts-unanswered = No answer yet
conflicts-nobody = Knows nobody
conflicts-enter = Enter a conflict
conflicts-code = Code of the work
conflicts-reason = Remark
conflicts-enter-do = Keep them apart
conflict-why-phone = Same telephone
conflict-why-email = Same mail address
conflict-why-school = Same school or organisation
conflict-why-name = Same name
conflict-why-declared-family = Declared as family
conflict-why-declared-pupil = Declared as teacher and pupil
conflict-why-declared-colleague = Declared as same school or office
conflict-why-declared-coauthor = Declared as co-author
conflict-why-declared-business = Declared as business
conflict-why-declared-other = Declared by the juror
conflict-tie-family = Family: { $name }. { $note }
conflict-tie-pupil = Teacher and pupil: { $name }. { $note }
conflict-tie-colleague = Same school or office: { $name }. { $note }
conflict-tie-coauthor = Co-author: { $name }. { $note }
conflict-tie-business = Business: { $name }. { $note }
conflict-tie-other = Other: { $name }. { $note }
organise-task-conflicts = Conflicts of interest

absent-title = { $name } cannot go on
absent-lead = { $n ->
    [one] One sheet is
   *[other] { $n } sheets are
} still open. Choose what happens; below stands what each choice comes to.
absent-plan = What happens
absent-panel = Share them among the rest of the panel
absent-one = Give them to { $name }, in reserve
absent-nobody = Wait no longer; these works have a sheet less
absent-unplaced = { $n ->
    [one] One work finds nobody.
   *[other] { $n } works find nobody.
}
absent-short = { $n ->
    [one] One work falls
   *[other] { $n } works fall
} below the least number of sheets: { $codes }.
absent-enough = Every work keeps the least number of sheets.
absent-hint = Locked sheets count; marks that were begun stay on record and do not count. The log keeps this.
absent-do = Do it
absent-link = Cannot go on?
