//! A change of one run that the other one shares.

use engine::params::Parameters;

/// What is changed from `before` to `after` is changed in a second run too, where that had the same.
pub fn carry<P: Parameters>(before: &P, after: &P, second: &mut P) {
    for row in P::table().iter().filter(|row| !row.is_part()) {
        if row.value.same(before, second) && !row.value.same(before, after) {
            row.value.copy(after, second);
        }
    }
}
