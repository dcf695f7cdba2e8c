//! Measures speed and size and compares every figure with its budget.

mod links;

use crate::budget::{self, Budget};
use crate::flags::Bench;
use crate::setup::{self, Need};
use crate::{build, project, shell};
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};

/// A figure, or why there is none.
type Measured = Result<f64, String>;

struct Part {
    name: &'static str,
    needs: &'static [Need],
    budgets: &'static [Budget],
    measure: fn(&[Budget]) -> Result<Vec<Measured>>,
}

const PARTS: &[Part] = &[
    Part {
        name: "lanes",
        needs: &[],
        budgets: &[budget::LANE, budget::HARD_MEDIAN, budget::HARD_MOST, budget::HARD_WORST],
        measure: lanes,
    },
    Part {
        name: "kinds",
        needs: &[],
        budgets: &[],
        measure: kinds,
    },
    Part {
        name: "cluster",
        needs: &[],
        budgets: &[budget::CLUSTER_HOUR, budget::CLUSTER_DAY],
        measure: clusters,
    },
    Part {
        name: "measured",
        needs: &[],
        budgets: &[budget::FIT, budget::LOG],
        measure: measured,
    },
    Part {
        name: "links",
        needs: &[],
        budgets: &[budget::LINK],
        measure: links::measure,
    },
    Part {
        name: "wasm",
        needs: &[Need::WasmTarget, Need::WasmBindgen, Need::Node],
        budgets: &[
            budget::TRACES,
            budget::MAP,
            budget::PAGE_HOUR,
            budget::PAGE_DAY,
            budget::PAGE_FIT,
        ],
        measure: wasm,
    },
    Part {
        name: "page",
        needs: &[Need::NodePackages, Need::Chromium],
        budgets: &[budget::INPUT, budget::FRAME, budget::CLUSTER_FRAME],
        measure: page,
    },
    Part {
        name: "size",
        needs: &[Need::NodePackages],
        budgets: &[budget::SIZE],
        measure: size,
    },
];

pub fn run(options: &Bench) -> Result<()> {
    if let Some(unknown) = options
        .only
        .iter()
        .find(|name| PARTS.iter().all(|part| part.name != *name))
    {
        let names: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        bail!(
            "There is nothing named `{unknown}` to measure; there are: {}",
            names.join(", ")
        );
    }
    let parts: Vec<&Part> = PARTS
        .iter()
        .filter(|part| options.only.is_empty() || options.only.iter().any(|name| name == part.name))
        .collect();
    if parts.iter().any(|part| part.name == "page" || part.name == "size") {
        setup::provide_all(build::NEEDS)?;
        println!("Building the page …");
        shell::run(&mut build::release())?;
    }
    let mut rows = Vec::new();
    for part in parts {
        println!("Measuring: {} …", part.name);
        let measured = setup::provide_all(part.needs).and_then(|()| (part.measure)(part.budgets));
        match measured {
            Ok(figures) => rows.extend(part.budgets.iter().zip(figures)),
            Err(error) if part.budgets.is_empty() => return Err(error),
            Err(error) => rows.extend(part.budgets.iter().map(|budget| (budget, Err(format!("{error:#}"))))),
        }
    }
    report(&rows)
}

/// Prints the table; fails when a figure is over its budget or missing.
fn report(rows: &[(&Budget, Measured)]) -> Result<()> {
    println!("\n{:<56} {:>10} {:>10}", "figure", "measured", "budget");
    let mut over = 0;
    for (budget, measured) in rows {
        let limit = format!("{} {}", budget.limit, budget.unit);
        match measured {
            Ok(figure) => {
                let verdict = if *figure <= budget.limit { "ok" } else { "OVER" };
                over += usize::from(*figure > budget.limit);
                println!(
                    "{:<56} {:>10} {limit:>10}  {verdict}",
                    budget.what,
                    format!("{} {}", readable(*figure), budget.unit)
                );
            }
            Err(reason) => {
                over += 1;
                println!("{:<56} {:>10} {limit:>10}  not measured: {reason}", budget.what, "–");
            }
        }
    }
    if over > 0 {
        bail!(
            "{over} of {} figures are over their budget or could not be measured",
            rows.len()
        );
    }
    Ok(())
}

/// As many digits as say something.
fn readable(figure: f64) -> String {
    let digits = if figure < 0.1 {
        4
    } else if figure < 10.0 {
        2
    } else {
        1
    };
    format!("{figure:.digits$}")
}

/// `cargo bench`, of one of the benchmarks.
fn cargo_bench(name: &str) -> Command {
    let mut bench = shell::command("cargo");
    bench.args(["bench", "--locked", "--package", "migrascope", "--bench", name]);
    bench
}

/// Criterion's figures in the old compact form: `test NAME ... bench:  1234 ns/iter (+/- 5)`.
fn compact(name: &str) -> Result<String> {
    captured(cargo_bench(name).args(["--", "--output-format", "bencher"]))
}

/// A line a figure: its key and the number, or `-` and the reason why there is none.
fn figures(output: &str, budgets: &[Budget], from: &str) -> Vec<Measured> {
    let figure = |key: &str| {
        let line = output
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(' '));
        let line = line.ok_or_else(|| format!("{from} did not print it"))?;
        line.parse().map_err(|_| line.trim_start_matches("- ").to_owned())
    };
    budgets.iter().map(|budget| figure(budget.key)).collect()
}

fn lanes(budgets: &[Budget]) -> Result<Vec<Measured>> {
    let output = captured(&mut cargo_bench("lanes"))?;
    Ok(figures(&output, budgets, "the benchmark `lanes`"))
}

/// A table of what each kind, rule and aid costs at most; nothing in it has a budget of its own.
fn kinds(_: &[Budget]) -> Result<Vec<Measured>> {
    let output = compact("simulate")?;
    println!("\n{:<20} {:<40} {:>10}", "group", "slowest case", "time");
    for (group, case, ns) in slowest_of_each_group(&output) {
        println!("{group:<20} {case:<40} {:>10}", format!("{} µs", readable(ns / 1e3)));
    }
    for (what, runs) in runs_a_second(&output) {
        println!("{what:<61} {runs:>10.0}");
    }
    Ok(Vec::new())
}

/// An hour of a small cluster and a day of a large one.
fn clusters(_: &[Budget]) -> Result<Vec<Measured>> {
    let output = compact("cluster")?;
    Ok(vec![
        case(&output, "cluster/hour").map(|ns| ns / 1e6),
        case(&output, "cluster/day").map(|ns| ns / 1e9),
    ])
}

/// The slowest fit, and a long log.
fn measured(_: &[Budget]) -> Result<Vec<Measured>> {
    let output = compact("measured")?;
    let fits = ["looks", "look", "nova"].map(|name| case(&output, &format!("measured/{name}")));
    let slowest = fits
        .into_iter()
        .reduce(|one, other| Ok(one?.max(other?)))
        .expect("there are fits");
    Ok(vec![
        slowest.map(|ns| ns / 1e6),
        case(&output, "measured/log").map(|ns| ns / 1e9),
    ])
}

/// The time of a case, in nanoseconds.
fn case(output: &str, name: &str) -> Measured {
    let line = output.lines().find(|line| line.starts_with(&format!("test {name} ")));
    line.and_then(nanoseconds)
        .ok_or_else(|| format!("no `{name}` in the output of the benchmark"))
}

/// The slowest case of each group of `lane/GROUP/CASE`, the slowest group last.
fn slowest_of_each_group(output: &str) -> Vec<(&str, &str, f64)> {
    let mut slowest: Vec<(&str, &str, f64)> = Vec::new();
    for line in output.lines() {
        let name = line.strip_prefix("test lane/").and_then(|rest| rest.split(' ').next());
        let Some(((group, case), ns)) = name.and_then(|name| name.split_once('/')).zip(nanoseconds(line)) else {
            continue;
        };
        match slowest.iter_mut().find(|(other, _, _)| *other == group) {
            Some(known) if known.2 < ns => *known = (group, case, ns),
            Some(_) => {}
            None => slowest.push((group, case, ns)),
        }
    }
    slowest.sort_by(|one, other| one.2.total_cmp(&other.2));
    slowest
}

/// What does so many migrations in a second: each `default/MIGRATIONS` and `cores/POINTS-on-THREADS`.
fn runs_a_second(output: &str) -> Vec<(String, f64)> {
    let of = |line: &str| {
        let name = line.strip_prefix("test ")?.split(' ').next()?;
        let (what, count) = match name.split_once('/')? {
            ("default", count) => ("migrations a second, every kind and rule by default".to_owned(), count),
            ("cores", rest) => {
                let (points, threads) = rest.split_once("-on-")?;
                (format!("points of a sweep a second, threads: {threads}"), points)
            }
            _ => return None,
        };
        Some((what, count.parse::<f64>().ok()? / nanoseconds(line)? * 1e9))
    };
    output.lines().filter_map(of).collect()
}

fn nanoseconds(line: &str) -> Option<f64> {
    line.split_once("bench:")?
        .1
        .split_whitespace()
        .next()?
        .replace(',', "")
        .parse()
        .ok()
}

/// The same code as in the page: at the optimisation level of the page, run by Node.
fn wasm(budgets: &[Budget]) -> Result<Vec<Measured>> {
    let mut bench = cargo_bench("wasm");
    bench.env("CARGO_PROFILE_BENCH_OPT_LEVEL", "s");
    bench.args(["--target", setup::WASM]);
    let output = captured(&mut bench)?;
    Ok(budgets
        .iter()
        .map(|Budget { key, .. }| {
            // At the beginning of a line, where a benchmark is named.
            let line = output.find(&format!("\n{key} ")).map(|at| &output[at..]);
            line.and_then(|output| typical_ms(output, key))
                .ok_or_else(|| format!("no `{key}` in the output of the benchmark"))
        })
        .collect())
}

/// The middle one of the three times that Criterion prints: `traces   time:   [1.1 µs 1.2 µs 1.3 µs]`.
fn typical_ms(output: &str, name: &str) -> Option<f64> {
    let after = &output[output.find(name)?..];
    let times = &after[after.find("time:")?..];
    let mut words = times[times.find('[')? + 1..times.find(']')?].split_whitespace().skip(2);
    let number: f64 = words.next()?.parse().ok()?;
    let unit = match words.next()? {
        "ps" => 1e-9,
        "ns" => 1e-6,
        "µs" | "us" => 1e-3,
        "ms" => 1.0,
        "s" => 1e3,
        _ => return None,
    };
    Some(number * unit)
}

fn page(budgets: &[Budget]) -> Result<Vec<Measured>> {
    let mut node = shell::command("node");
    node.env("CHROME", setup::chromium()?).arg("tests/e2e/bench.mjs");
    Ok(figures(&captured(&mut node)?, budgets, "tests/e2e/bench.mjs"))
}

fn size(_: &[Budget]) -> Result<Vec<Measured>> {
    Ok(vec![Ok(build::weigh()?.bytes as f64 / 1000.0)])
}

/// Runs `command` and returns what it prints, without colours; its messages go to the terminal.
fn captured(command: &mut Command) -> Result<String> {
    let output = command
        .current_dir(project::root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output();
    let output = output.with_context(|| format!("cannot start: {}", shell::show(command)))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    print!("{text}");
    if !output.status.success() {
        bail!("failed ({}): {}", output.status, shell::show(command));
    }
    Ok(without_colours(&text))
}

/// `text` without the codes `ESC [ … m`, which the benchmarks in wasm always print.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        plain + part.split_once('m').map_or(part, |(_, rest)| rest)
    })
}

#[cfg(test)]
mod tests {
    use super::{nanoseconds, runs_a_second, slowest_of_each_group, typical_ms, without_colours};

    #[test]
    fn the_slowest_case_of_each_group_is_named() {
        let output = "test lane/xen/idle ... bench:       120 ns/iter (+/- 5)\n\
                      test lane/xen/never ... bench:     1,500 ns/iter (+/- 5)\n\
                      test lane/cold/shared ... bench:        90 ns/iter (+/- 5)\n\
                      test lane/xen/default ... bench:       900 ns/iter (+/- 5)\n\
                      test traces/default ... bench:     9,000 ns/iter (+/- 5)\n\
                      test default/14 ... bench:    7,000 ns/iter (+/- 5)\n\
                      test cores/1000-on-2 ... bench:   500,000 ns/iter (+/- 5)\n";
        assert_eq!(
            slowest_of_each_group(output),
            [("cold", "shared", 90.0), ("xen", "never", 1500.0)]
        );
        assert_eq!(
            runs_a_second(output),
            [
                ("migrations a second, every kind and rule by default".to_owned(), 2e6),
                ("points of a sweep a second, threads: 2".to_owned(), 2e6)
            ]
        );
    }

    #[test]
    fn figures_are_read_from_what_the_benchmarks_print() {
        assert_eq!(
            nanoseconds("test lane/live ... bench:       1,234 ns/iter (+/- 5)"),
            Some(1234.0)
        );
        assert_eq!(
            typical_ms("noise\ntraces      time:   [1.1 ms 1.25 ms 1.3 ms]\n", "traces"),
            Some(1.25)
        );
        assert_eq!(
            typical_ms("traces time: [110.1 µs 250 µs 1.3 ms]", "traces"),
            Some(0.25)
        );
        assert_eq!(typical_ms("traces", "traces"), None);
        assert_eq!(without_colours("a \u{1b}[32mgreen\u{1b}[0m b"), "a green b");
    }
}
