//! Putting short lists in order.

/// Sorts so that no item stands before one that has to come earlier; equals keep their places. Lists are short
/// or nearly in order here, and each use of the library's sorts would add two kilobytes to the page.
pub fn put_in_order<T>(items: &mut [T], earlier: impl Fn(&T, &T) -> bool) {
    for sorted in 1..items.len() {
        let mut place = sorted;
        while place > 0 && earlier(&items[place], &items[place - 1]) {
            items.swap(place, place - 1);
            place -= 1;
        }
    }
}
