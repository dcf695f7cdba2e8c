//! Words beside places on a line, so that none covers another.

/// A word and where it wants to stand, in any unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// The place that it belongs to.
    pub at: f64,
    /// How wide it is, the gap around it included.
    pub width: f64,
}

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stands {
    /// The line, counted from zero.
    pub line: usize,
    /// Where it begins.
    pub left: f64,
}

/// Puts words into as few of so many lines as possible, between zero and `room`: right of their places, or left of them where
/// that is past the end, or over them where both are. Those that come first choose first; one that finds no room is left out.
///
/// ```
/// use view::cluster::spread::{Stands, Wanted, spread};
///
/// let words = [Wanted { at: 0.0, width: 4.0 }, Wanted { at: 2.0, width: 4.0 }, Wanted { at: 9.0, width: 4.0 }];
/// let stands = spread(&words, 10.0, 2);
/// assert_eq!(stands[1], Some(Stands { line: 1, left: 2.0 }), "the first line is taken there");
/// assert_eq!(stands[2], Some(Stands { line: 0, left: 5.0 }), "it ends at its place");
/// let wide = Wanted { at: 4.0, width: 8.0 };
/// assert_eq!(spread(&[wide], 10.0, 1), [Some(Stands { line: 0, left: 0.0 })], "over its place");
/// ```
#[must_use]
pub fn spread(words: &[Wanted], room: f64, lines: usize) -> Vec<Option<Stands>> {
    let mut taken: Vec<Vec<(f64, f64)>> = vec![Vec::new(); lines];
    let mut stands = Vec::with_capacity(words.len());
    for word in words {
        let sides = [word.at, word.at - word.width];
        let fits = |left: &f64| *left >= 0.0 && left + word.width <= room;
        let over = (word.at - word.width / 2.0).min(room - word.width).max(0.0);
        let over = Some(over).filter(|_| !sides.iter().any(fits));
        let inside = sides.into_iter().chain(over).filter(fits);
        let places = (0..lines).flat_map(|line| inside.clone().map(move |left| Stands { line, left }));
        let is_free = |place: &Stands| {
            let end = place.left + word.width;
            taken[place.line]
                .iter()
                .all(|(from, to)| end <= *from || *to <= place.left)
        };
        let place = places.into_iter().find(is_free);
        if let Some(place) = place {
            taken[place.line].push((place.left, place.left + word.width));
        }
        stands.push(place);
    }
    stands
}
