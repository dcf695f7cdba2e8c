//! How fast the model is in the page: the same code as WebAssembly, run by Node.
#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
#[path = "cases/cluster.rs"]
mod cases;

#[cfg(target_arch = "wasm32")]
#[path = "cases/measured.rs"]
mod measured;

#[cfg(target_arch = "wasm32")]
mod web {
    use crate::cases::CASES;
    use crate::measured::RECORDS;
    use engine::cluster::Detail;
    use migrascope::explore::map::{Base, Map};
    use migrascope::link::cluster::parse;
    use migrascope::measured::{Fit, read};
    use migrascope::scenario::Scenario;
    use migrascope::trace::simulate;
    use std::hint::black_box;
    use wasm_bindgen_test::{Criterion, wasm_bindgen_bench};

    #[wasm_bindgen_bench]
    fn traces(criterion: &mut Criterion) {
        let scenario = Scenario::default();
        criterion.bench_function("traces", |bencher| bencher.iter(|| simulate(black_box(&scenario))));
    }

    #[wasm_bindgen_bench]
    fn hour(criterion: &mut Criterion) {
        cluster(criterion, 0);
    }

    #[wasm_bindgen_bench]
    fn day(criterion: &mut Criterion) {
        cluster(criterion, 1);
    }

    fn cluster(criterion: &mut Criterion, case: usize) {
        let (name, link) = CASES[case];
        let (cluster, _) = parse(link).0.first.possible();
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| engine::cluster::simulate(black_box(&cluster), Detail::All))
        });
    }

    #[wasm_bindgen_bench]
    fn fit(criterion: &mut Criterion) {
        let (name, text) = RECORDS[0];
        let record = &read(text).records[0];
        criterion.bench_function(name, |bencher| bencher.iter(|| Fit::whole(black_box(record))));
    }

    #[wasm_bindgen_bench]
    fn map(criterion: &mut Criterion) {
        let scenario = Scenario::default();
        criterion.bench_function("map", |bencher| {
            bencher.iter(|| Map::whole(Base::of(black_box(&scenario))))
        });
    }
}

fn main() {}
