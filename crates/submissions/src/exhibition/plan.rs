//! What a change does to the plan; pure. Every work that was chosen is somewhere exactly once, and the places of a wall are
//! 0, 1, 2 … without a hole.

use std::collections::HashSet;

use super::{GAP_CM, Hanging, Wall, WallId};
use crate::entries::EntryId;

/// Walls and works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the order in which a visitor comes by.
    pub walls: Vec<Wall>,
    /// In the order wall, place; those that wait stand first.
    pub works: Vec<Hanging>,
}

/// A change of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// These works are chosen, with width and height in centimetres; those that are in already stay as they are.
    Select(Vec<(EntryId, (i64, i64))>),
    /// These works are taken out.
    Leave(HashSet<EntryId>),
    /// These works go to the end of a wall, or back to those that wait.
    Move(HashSet<EntryId>, Option<WallId>),
    /// A work changes places with the one before it (`-1`) or after it (`1`).
    Shift(EntryId, i64),
    /// These works hang on the wall in this order, before whatever else is on it.
    Order(WallId, Vec<EntryId>),
    /// These works measure this, width and height in centimetres.
    Measure(HashSet<EntryId>, (i64, i64)),
    /// What waits is hung wherever there is room, wall by wall; the largest first, or as it waits.
    Fill {
        /// Whether by size.
        largest_first: bool,
    },
}

impl Plan {
    /// The works of a wall, or those that wait, in order.
    pub fn on(&self, wall: Option<WallId>) -> impl Iterator<Item = &Hanging> {
        self.works.iter().filter(move |w| w.wall_id == wall)
    }

    /// Centimetres that the works of a wall take, with [`GAP_CM`] beside each of them.
    #[must_use]
    pub fn used_cm(&self, wall: WallId) -> i64 {
        let taken: i64 = self.on(Some(wall)).map(|w| w.width_cm + GAP_CM).sum();
        if taken == 0 { 0 } else { taken + GAP_CM }
    }

    /// Makes the change. Works and walls that are not of the plan are passed over.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Select(chosen) => self.select(chosen),
            Change::Leave(works) => self.works.retain(|w| !works.contains(&w.entry_id)),
            Change::Move(works, wall) => self.send(works, *wall),
            Change::Shift(work, by) => self.shift(*work, *by),
            Change::Order(wall, works) => self.order(*wall, works),
            Change::Measure(works, (width_cm, height_cm)) => {
                for work in &mut self.works {
                    if works.contains(&work.entry_id) {
                        (work.width_cm, work.height_cm) = (*width_cm, *height_cm);
                    }
                }
            }
            Change::Fill { largest_first } => self.fill(*largest_first),
        }
        self.settle();
    }

    fn select(&mut self, chosen: &[(EntryId, (i64, i64))]) {
        let known: HashSet<EntryId> = self.works.iter().map(|w| w.entry_id).collect();
        let mut taken = HashSet::new();
        for (entry_id, (width_cm, height_cm)) in chosen {
            if known.contains(entry_id) || !taken.insert(*entry_id) {
                continue;
            }
            self.works.push(Hanging {
                entry_id: *entry_id,
                wall_id: None,
                place: i64::MAX,
                width_cm: *width_cm,
                height_cm: *height_cm,
            });
        }
    }

    fn has(&self, wall: WallId) -> bool {
        self.walls.iter().any(|w| w.id == wall)
    }

    fn send(&mut self, works: &HashSet<EntryId>, wall: Option<WallId>) {
        if wall.is_some_and(|wall| !self.has(wall)) {
            return;
        }
        for work in &mut self.works {
            if works.contains(&work.entry_id) && work.wall_id != wall {
                (work.wall_id, work.place) = (wall, i64::MAX);
            }
        }
    }

    fn shift(&mut self, work: EntryId, by: i64) {
        let Some(wall) = self.works.iter().find(|w| w.entry_id == work) else {
            return;
        };
        let wall = wall.wall_id;
        let line: Vec<usize> = (0..self.works.len())
            .filter(|n| self.works[*n].wall_id == wall)
            .collect();
        let at = line.iter().position(|n| self.works[*n].entry_id == work);
        let other = at.and_then(|at| at.checked_add_signed(isize::try_from(by.signum()).ok()?));
        if let (Some(at), Some(other)) = (at, other.and_then(|other| line.get(other))) {
            let (one, two) = (self.works[line[at]].place, self.works[*other].place);
            self.works[line[at]].place = two;
            self.works[*other].place = one;
        }
    }

    fn order(&mut self, wall: WallId, works: &[EntryId]) {
        if !self.has(wall) {
            return;
        }
        let first = i64::try_from(works.len()).unwrap_or(i64::MAX);
        for work in &mut self.works {
            let place = works.iter().position(|id| *id == work.entry_id);
            if let Some(place) = place {
                work.wall_id = Some(wall);
                work.place = i64::try_from(place).unwrap_or(first);
            } else if work.wall_id == Some(wall) {
                work.place = work.place.saturating_add(first);
            }
        }
    }

    fn fill(&mut self, largest_first: bool) {
        let mut waiting: Vec<EntryId> = self.on(None).map(|w| w.entry_id).collect();
        if largest_first {
            let size = |id: &EntryId| {
                let work = self.works.iter().find(|w| w.entry_id == *id);
                work.map_or(0, |w| w.width_cm * w.height_cm)
            };
            waiting.sort_by_key(|id| std::cmp::Reverse(size(id)));
        }
        let mut free: Vec<i64> = self
            .walls
            .iter()
            .map(|w| w.width_cm - self.used_cm(w.id).max(GAP_CM))
            .collect();
        for (turn, id) in (0..).zip(waiting) {
            let Some(work) = self.works.iter_mut().find(|w| w.entry_id == id) else {
                continue;
            };
            let needed = work.width_cm + GAP_CM;
            if let Some(at) = free.iter().position(|free| *free >= needed) {
                free[at] -= needed;
                work.wall_id = Some(self.walls[at].id);
                // behind whatever hangs there, in the order of their turns
                work.place = i64::MAX / 2 + turn;
            }
        }
    }

    /// Puts the works in order, and numbers the places of each wall anew.
    fn settle(&mut self) {
        let wall_at = |wall: Option<WallId>| {
            wall.map(|id| self.walls.iter().position(|w| w.id == id).unwrap_or(0))
        };
        let mut works = std::mem::take(&mut self.works);
        works.sort_by_key(|w| (wall_at(w.wall_id), w.place));
        let (mut wall, mut place) = (None, 0);
        for work in &mut works {
            if work.wall_id != wall {
                (wall, place) = (work.wall_id, 0);
            }
            work.place = place;
            place += 1;
        }
        self.works = works;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const WORKS: u128 = 12;

    fn entry(n: u128) -> EntryId {
        EntryId(Uuid::from_u128(n))
    }

    fn walls() -> Vec<Wall> {
        (0..3)
            .map(|n| Wall {
                id: WallId(Uuid::from_u128(100 + n)),
                room: "Phòng 1".into(),
                name: format!("Tường {n}"),
                width_cm: 150,
            })
            .collect()
    }

    fn some() -> impl Strategy<Value = HashSet<EntryId>> {
        prop::collection::hash_set((0..WORKS).prop_map(entry), 0..6)
    }

    fn wall() -> impl Strategy<Value = WallId> {
        // the last is none of the plan's
        (100..104_u128).prop_map(|n| WallId(Uuid::from_u128(n)))
    }

    fn any_change() -> impl Strategy<Value = Change> {
        let sized = ((0..WORKS).prop_map(entry), (20..60_i64, 20..60_i64));
        prop_oneof![
            prop::collection::vec(sized, 0..8).prop_map(Change::Select),
            some().prop_map(Change::Leave),
            (some(), prop::option::of(wall())).prop_map(|(works, to)| Change::Move(works, to)),
            ((0..WORKS).prop_map(entry), -1..2_i64).prop_map(|(work, by)| Change::Shift(work, by)),
            (wall(), some()).prop_map(|(to, works)| Change::Order(to, works.into_iter().collect())),
            (some(), (5..99_i64, 5..99_i64)).prop_map(|(works, size)| Change::Measure(works, size)),
            any::<bool>().prop_map(|largest_first| Change::Fill { largest_first }),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_changed_a_chosen_work_is_somewhere_exactly_once(
            changes in prop::collection::vec(any_change(), 0..30),
        ) {
            let mut plan = Plan { walls: walls(), works: Vec::new() };
            let mut chosen = HashSet::new();
            for change in &changes {
                plan.apply(change);
                match change {
                    Change::Select(works) => chosen.extend(works.iter().map(|(id, _)| *id)),
                    Change::Leave(works) => chosen.retain(|id| !works.contains(id)),
                    _ => {}
                }
                let there: Vec<EntryId> = plan.works.iter().map(|w| w.entry_id).collect();
                prop_assert_eq!(there.len(), chosen.len());
                prop_assert_eq!(there.into_iter().collect::<HashSet<_>>(), chosen.clone());
                for wall in walls().iter().map(|w| Some(w.id)).chain([None]) {
                    let places: Vec<i64> = plan.on(wall).map(|w| w.place).collect();
                    prop_assert!(places.iter().copied().eq(0..i64::try_from(places.len()).expect("few")));
                }
            }
        }

        #[test]
        fn filling_never_hangs_more_than_a_wall_is_wide(
            sizes in prop::collection::vec((5..120_i64, 5..120_i64), 0..12),
            largest_first in any::<bool>(),
        ) {
            let chosen: Vec<_> = (0..).map(entry).zip(sizes).collect();
            let mut plan = Plan { walls: walls(), works: Vec::new() };
            plan.apply(&Change::Select(chosen));
            plan.apply(&Change::Fill { largest_first });
            for wall in &plan.walls {
                prop_assert!(plan.used_cm(wall.id) <= wall.width_cm);
            }
            let narrowest = plan.on(None).map(|w| w.width_cm).min();
            for wall in &plan.walls {
                let free = wall.width_cm - plan.used_cm(wall.id).max(GAP_CM);
                prop_assert!(narrowest.is_none_or(|width| width + GAP_CM > free), "what would fit is hung");
            }
        }
    }

    #[test]
    fn a_shift_changes_two_neighbours_and_stops_at_the_ends() {
        let mut plan = Plan {
            walls: walls(),
            works: Vec::new(),
        };
        let wall = plan.walls[0].id;
        plan.apply(&Change::Select(
            (0..3).map(|n| (entry(n), (40, 30))).collect(),
        ));
        plan.apply(&Change::Move((0..3).map(entry).collect(), Some(wall)));
        let order =
            |plan: &Plan| -> Vec<EntryId> { plan.on(Some(wall)).map(|w| w.entry_id).collect() };
        plan.apply(&Change::Shift(entry(2), -1));
        assert_eq!(order(&plan), [entry(0), entry(2), entry(1)]);
        plan.apply(&Change::Shift(entry(0), -1));
        plan.apply(&Change::Shift(entry(1), 1));
        assert_eq!(order(&plan), [entry(0), entry(2), entry(1)]);
        plan.apply(&Change::Order(wall, vec![entry(1), entry(0)]));
        assert_eq!(order(&plan), [entry(1), entry(0), entry(2)]);
    }
}
