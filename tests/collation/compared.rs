//! 14 months of 67 units are taken in, and everything that the program says of them is held against the truth.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Instant;

use serde_json::Value;

use crate::clerk::{Clerk, texts};
use crate::district::{FIGURES, MONTHS, month_text};
use crate::story::{Drop, Happens, drops};
use crate::truth::{Found, Problem, Share, Stands, Sum, World};

static DROPS: LazyLock<Vec<Drop>> = LazyLock::new(drops);

fn option(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn count(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn stands(status: &Value) -> Stands {
    assert_eq!(status["waiting"], status["to_verify"].as_array().unwrap().len());
    assert!(texts(&status["returned"]).is_empty() && texts(&status["exempt"]).is_empty());
    Stands {
        expected: count(&status["expected"]),
        received: count(&status["received"]),
        on_time: count(&status["on_time"]),
        accepted: count(&status["accepted"]),
        missing: texts(&status["missing"]),
        late: texts(&status["late"]),
        to_verify: texts(&status["to_verify"]),
    }
}

/// What is told of the month's reports, and the files that nobody can place.
fn problems(told: &Value) -> (Vec<Problem>, Vec<String>) {
    let (mut problems, mut unplaced) = (Vec::new(), Vec::new());
    for one in told["problems"].as_array().unwrap() {
        assert!(text(&one["sentence"]).chars().count() > 5, "{one}");
        let Some(unit) = option(&one["unit"]) else {
            assert_eq!(one["grade"], "forced");
            unplaced.push(text(&one["file"]));
            continue;
        };
        let figure = option(&one["figure"]);
        let grade = ["forced", "verify", "hint"].into_iter().find(|grade| one["grade"] == *grade).unwrap();
        problems.push(Problem {
            unit,
            file: text(&one["file"]),
            sheet: text(&one["sheet"]),
            found: Found {
                grade,
                figure: figure.map(|id| FIGURES.iter().find(|figure| figure.id == id).unwrap().id),
                cell: text(&one["cell"]),
                stands: text(&one["found"]),
                expected: text(&one["expected"]),
            },
        });
    }
    problems.sort();
    unplaced.sort();
    (problems, unplaced)
}

fn sum(told: &Value) -> Sum {
    Sum {
        month: option(&told["month"]),
        total: option(&told["total"]),
        units: count(&told["units"]),
        missing: texts(&told["missing"]),
    }
}

fn shares(told: &Value) -> Vec<Share> {
    let share = |line: &Value| Share {
        unit: text(&line["unit"]),
        amounts: ["month", "total", "last_month"].map(|field| option(&line[field])),
        from: option(&line["file"]).map(|file| {
            [
                file,
                text(&line["sheet"]),
                text(&line["cell"]),
                text(&line["total_cell"]),
                text(&line["sha256"]),
            ]
        }),
    };
    told["units"].as_array().unwrap().iter().map(share).collect()
}

#[test]
fn everything_of_fourteen_months_is_as_it_was_reckoned() {
    let begun = Instant::now();
    let world = World::of(&DROPS);
    let clerk = Clerk::of_the_district();
    for (number, drop) in DROPS.iter().enumerate() {
        let folder = format!("drop{number}");
        for (name, bytes) in drop.files() {
            clerk.put(&format!("{folder}/{name}"), &bytes);
        }
        let now = format!("{}T18:00:00+08:00", drop.day);
        let ran =
            clerk.run_at(&now, ["take", &folder, "--yes", "--json", "--received", &drop.day.to_string()]);
        let told = ran.json();
        let again = told["files"].as_array().unwrap().iter().filter(|file| file["outcome"] == "duplicate");
        let expected = drop.sent.iter().filter(|sent| sent.came_before).count();
        let anew = drop.sent.iter().filter(|sent| sent.what == Happens::SavedAnew && number % 2 == 1).count();
        assert_eq!(again.count(), expected + anew, "drop {number}: {}", told["sentence"]);
        assert_eq!(told["files"].as_array().unwrap().len(), drop.sent.len(), "drop {number}");
    }
    let taken = begun.elapsed();
    for month in 0..MONTHS {
        let named = month_text(month);
        assert_eq!(stands(&clerk.json(["status", &named])), world.stands(month), "{named}");
        let (found, unplaced) = problems(&clerk.json(["problems", &named]));
        alike(&found, &world.problems(month), &named);
        assert_eq!(unplaced, world.unplaced, "{named}");
        let shown = clerk.json(["show", &named]);
        for (place, figure) in FIGURES.iter().enumerate() {
            assert_eq!(sum(&shown["figures"][figure.id]), world.sum(month, place), "{named} {}", figure.id);
        }
    }
    for (month, figure) in (0..MONTHS).flat_map(|month| [(month, month), (month, 23 - month)]) {
        let told = clerk.json(["trace", &month_text(month), FIGURES[figure].id]);
        assert_eq!(
            shares(&told),
            world.shares(month, figure),
            "{} {}",
            month_text(month),
            FIGURES[figure].id
        );
    }
    for (place, figure) in FIGURES.iter().enumerate().filter(|(place, _)| place % 4 == 0) {
        let told = clerk.json(["trend", figure.id]);
        let months = told["months"].as_array().unwrap();
        assert_eq!(months.len(), MONTHS, "{}", figure.id);
        for (month, line) in months.iter().enumerate() {
            let truth = world.sum(month, place);
            assert_eq!(line["complete"], truth.missing.is_empty(), "{} {month}", figure.id);
            let sum = Sum { month: option(&line["value"]), ..sum(line) };
            assert_eq!((&line["month"], sum), (&month_text(month).into(), truth), "{}", figure.id);
        }
    }
    clerk.is_sound_at("2023-03-05T09:00:00+08:00");
    println!("drawn and taken in after {taken:?}, compared after {:?}", begun.elapsed());
}

#[track_caller]
fn alike(told: &[Problem], truth: &[Problem], month: &str) {
    let counted = |list: &[Problem]| {
        list.iter().fold(BTreeMap::<Problem, usize>::new(), |mut counted, one| {
            *counted.entry(one.clone()).or_default() += 1;
            counted
        })
    };
    let (told, truth) = (counted(told), counted(truth));
    let only = |one: &BTreeMap<Problem, usize>, other: &BTreeMap<Problem, usize>| {
        let differing = one.iter().filter(|(problem, count)| other.get(problem) != Some(count));
        differing.map(|(problem, _)| format!("{problem:?}")).collect::<Vec<_>>()
    };
    let (more, less) = (only(&told, &truth), only(&truth, &told));
    assert!(
        more.is_empty() && less.is_empty(),
        "{month}: told and not so {more:#?}, so and not told {less:#?}"
    );
}

#[test]
fn the_story_has_everything_that_goes_wrong() {
    let happened: BTreeMap<Happens, usize> =
        DROPS.iter().flat_map(|drop| &drop.sent).fold(BTreeMap::new(), |mut counted, sent| {
            *counted.entry(sent.what).or_default() += 1;
            counted
        });
    assert_eq!(happened.len(), 20, "all but those of whom nothing comes: {happened:?}");
    assert!(happened.values().all(|count| *count >= 4), "{happened:?}");
}
