//! How fast the model is in the page: the same code as WebAssembly, run by Node.
#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
mod web {
    use migrascope::explore::map::{Base, Map};
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
    fn map(criterion: &mut Criterion) {
        let scenario = Scenario::default();
        criterion.bench_function("map", |bencher| {
            bencher.iter(|| Map::whole(Base::of(black_box(&scenario))))
        });
    }
}

fn main() {}
