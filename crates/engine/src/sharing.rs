//! How flows share links: weighted max-min fairness by progressive filling.
//!
//! All rates rise together, each in proportion to its weight. A flow stops rising at its own most, or when a link on its way is
//! full; the others go on. The result is unique: nobody can have more without taking it from somebody who has less for his
//! weight (Bertsekas and Gallager, *Data Networks*, section 6.5.2; for weights Nace and Pióro 2008).

use crate::units::Rate;

/// What wants to go over links.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Want {
    /// The most that it takes.
    pub most: Rate,
    /// Its connections: each gets as much as every other.
    pub weight: f64,
}

impl Want {
    /// One connection.
    #[must_use]
    pub const fn one(most: Rate) -> Self {
        Self { most, weight: 1.0 }
    }
}

/// The rates of flows over one link.
///
/// ```
/// use engine::sharing::{Want, on_one_link};
/// use engine::Rate;
///
/// let rates = on_one_link(Rate::mib_per_s(100.0), [Want::one(Rate::mib_per_s(20.0)), Want::one(Rate::mib_per_s(500.0))]);
/// assert_eq!(rates, [Rate::mib_per_s(20.0), Rate::mib_per_s(80.0)]);
/// ```
#[must_use]
pub fn on_one_link<const N: usize>(capacity: Rate, wants: [Want; N]) -> [Rate; N] {
    let mut filling = Filling::default();
    let flows = wants.map(|want| Flow { want, path: &[0] });
    let mut rates = [Rate::ZERO; N];
    filling.fill(&flows, &mut [capacity], &mut rates);
    rates
}

/// A flow and the links on its way, each once.
#[derive(Clone, Copy, Debug)]
pub struct Flow<'a> {
    /// What it wants.
    pub want: Want,
    /// The places of its links.
    pub path: &'a [u32],
}

/// Progressive filling, with its scratch memory.
#[derive(Clone, Debug, Default)]
pub struct Filling {
    weights: Vec<f64>,
    rising: Vec<usize>,
}

impl Filling {
    /// The rates of flows over links, which are left with what is free. Takes at most a turn for each link and each most.
    ///
    /// # Panics
    /// If a path has a link that is not there; a programming error.
    pub fn fill(&mut self, flows: &[Flow<'_>], links: &mut [Rate], rates: &mut [Rate]) {
        self.weights.clear();
        self.weights.resize(links.len(), 0.0);
        self.rising.clear();
        for (index, flow) in flows.iter().enumerate() {
            rates[index] = Rate::ZERO;
            if flow.want.most.is_zero() || flow.want.weight <= 0.0 {
                continue;
            }
            self.rising.push(index);
            for &link in flow.path {
                self.weights[link as usize] += flow.want.weight;
            }
        }
        while !self.rising.is_empty() {
            self.turn(flows, links, rates);
        }
    }

    /// Those stop that reach their most, or a link that is full, at the lowest level.
    fn turn(&mut self, flows: &[Flow<'_>], links: &mut [Rate], rates: &mut [Rate]) {
        let weights = &mut self.weights;
        let level_of =
            |link: u32, links: &[Rate], weights: &[f64]| links[link as usize].as_f64() / weights[link as usize];
        let mut lowest = f64::INFINITY;
        for &index in &self.rising {
            let Flow { want, path } = flows[index];
            lowest = lowest.min(want.most.as_f64() / want.weight);
            for &link in path {
                lowest = lowest.min(level_of(link, links, weights));
            }
        }
        if lowest == f64::INFINITY {
            // Neither a link nor a most holds them back.
            for index in self.rising.drain(..) {
                rates[index] = flows[index].want.most;
            }
            return;
        }
        // Whether a flow stops depends on the levels before any of this turn has stopped.
        let stops = |flow: &Flow<'_>, links: &[Rate], weights: &[f64]| {
            let Flow { want, path } = flow;
            let mut full = None;
            for &link in *path {
                if level_of(link, links, weights) <= lowest {
                    full = Some(links[link as usize] * (want.weight / weights[link as usize]));
                }
            }
            if want.most.as_f64() / want.weight <= lowest {
                return Some(want.most.min(full.unwrap_or(want.most)));
            }
            full
        };
        let mut stopped = Vec::new();
        self.rising.retain(|&index| match stops(&flows[index], links, weights) {
            Some(rate) => {
                stopped.push((index, rate));
                false
            }
            None => true,
        });
        for (index, rate) in stopped {
            rates[index] = rate;
            for &link in flows[index].path {
                let link = link as usize;
                links[link] = links[link] - rate;
                weights[link] -= flows[index].want.weight;
            }
        }
    }
}

/// What a flow would get if it had no most: the others on its way make room down to its own level, and none gets more.
///
/// On each link the level solves `Σ min(rate, level·weight) + level·own weight = capacity`; the lowest of them counts.
#[must_use]
pub fn without_its_most<'a>(weight: f64, path: impl Iterator<Item = (Rate, &'a mut Vec<(Rate, f64)>)>) -> Rate {
    let rates = path.map(|(capacity, others)| beside(capacity, others, weight));
    rates.fold(Rate::bytes_per_s(f64::INFINITY), Rate::min)
}

/// The rate on one link: others as their rates and weights.
fn beside(capacity: Rate, others: &mut [(Rate, f64)], own: f64) -> Rate {
    others.sort_by(|(rate, weight), (other, others)| (rate.as_f64() / weight).total_cmp(&(other.as_f64() / others)));
    let mut left = capacity.as_f64();
    let mut weights = own + others.iter().map(|(_, weight)| weight).sum::<f64>();
    for (rate, weight) in others.iter() {
        if rate.as_f64() / weight >= left / weights {
            break;
        }
        left -= rate.as_f64();
        weights -= weight;
    }
    Rate::bytes_per_s(left * (own / weights))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_link_denies_the_other_flows_get() {
        let want = Want::one(Rate::bytes_per_s(1e9));
        let paths: [&[u32]; 3] = [&[0], &[0, 1], &[1]];
        let flows = paths.map(|path| Flow { want, path });
        let (mut links, mut rates) = ([10.0, 4.0].map(Rate::bytes_per_s), [Rate::ZERO; 3]);
        Filling::default().fill(&flows, &mut links, &mut rates);
        assert_eq!(rates, [8.0, 2.0, 2.0].map(Rate::bytes_per_s));
    }

    #[test]
    fn one_flow_has_the_line_to_the_bit() {
        let line = Rate::bytes_per_s(117_685_305.591_677_5);
        for weight in 1..=255 {
            let want = Want {
                most: line * 2.0,
                weight: f64::from(weight),
            };
            assert_eq!(on_one_link(line, [want]), [line]);
        }
    }

    #[test]
    fn a_capped_flow_bursts_at_the_level_of_its_neighbours() {
        let (line, cap) = (Rate::bytes_per_s(100.0), Rate::bytes_per_s(10.0));
        let mut others = vec![(Rate::bytes_per_s(90.0), 1.0)];
        assert_eq!(
            without_its_most(1.0, std::iter::once((line, &mut others))),
            Rate::bytes_per_s(50.0)
        );
        let mut others = vec![(cap, 1.0)];
        assert_eq!(
            without_its_most(1.0, std::iter::once((line, &mut others))),
            Rate::bytes_per_s(90.0)
        );
    }
}
