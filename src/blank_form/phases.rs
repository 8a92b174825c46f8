//! The phases of a campaign: （二）亮点打造阶段（2022年1月1日-2022年11月15日）, or its steps, each with its time in brackets.

use super::dates::{days, range};
use super::doubt::Found;
use super::due::at;
use super::marks::{mark, without_mark};
use super::offices::LONGEST;
use super::segment::Line;
use crate::notice::Phase;

/// The phases that a letter names in order; where none is called so, its steps.
pub(super) fn phases(lines: &[Line]) -> Vec<Found<Phase>> {
    let mut phases: Vec<Found<Phase>> = Vec::new();
    for line in lines {
        let plain = line.plain();
        let Some(phase) = phase(&plain) else { continue };
        if phases.last().is_none_or(|before| is_behind(&phase, &before.value)) {
            phases.push(at(phase, line, &plain));
        }
    }
    if phases.is_empty() { steps(lines) } else { phases }
}

fn is_behind(phase: &Phase, before: &Phase) -> bool {
    before.last_day < phase.first_day.unwrap_or(phase.last_day)
}

fn phase(plain: &str) -> Option<Phase> {
    let (name, rest) = without_mark(plain).split_once("阶段(")?;
    let (inside, _) = rest.split_once(')')?;
    if name.chars().count() > LONGEST || name.contains([',', '，', '。']) {
        return None;
    }
    let (first_day, last_day) = match days(inside).as_slice() {
        [last] => (None, last.date),
        [first, last] => (Some(first.date), last.date),
        _ => return None,
    };
    let is_span = first_day.is_none_or(|first| first <= last_day);
    is_span.then(|| Phase { name: name.to_owned(), first_day, last_day })
}

/// Numbered steps, one after the other, of which one at least says from when to when: 二、集中整治（2026年7月至11月）.
fn steps(lines: &[Line]) -> Vec<Found<Phase>> {
    let mut steps: Vec<Found<Phase>> = Vec::new();
    let mut depth = None;
    for line in lines {
        let plain = line.plain();
        let Some((kind, number, phase)) = step(&plain) else { continue };
        let is_next = usize::try_from(number).is_ok_and(|number| number == steps.len() + 1);
        let is_of_them = depth.is_none_or(|depth| depth == kind) && is_next;
        if is_of_them && steps.last().is_none_or(|before| is_behind(&phase, &before.value)) {
            depth = Some(kind);
            steps.push(at(phase, line, &plain));
        }
    }
    let has_span = steps.iter().any(|step| step.value.first_day.is_some());
    if has_span && steps.len() > 1 { steps } else { Vec::new() }
}

fn step(plain: &str) -> Option<(u8, u32, Phase)> {
    let (depth, number, end) = mark(plain)?;
    let (name, rest) = plain.get(end..)?.split_once('(')?;
    let (inside, behind) = rest.split_once(')')?;
    let is_name = (2..=LONGEST).contains(&name.chars().count()) && name.chars().all(char::is_alphabetic);
    let is_end = behind.is_empty() || behind.starts_with(['。', ':', '：']);
    let (first_day, last_day) = range(inside).filter(|_| is_name && is_end)?;
    Some((depth, number, Phase { name: name.to_owned(), first_day, last_day }))
}

#[cfg(test)]
mod tests {
    use super::super::doubt::Place;
    use super::*;

    fn told(lines: &[&str]) -> Vec<String> {
        let place =
            Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
        let lines: Vec<Line> =
            lines.iter().map(|line| Line { raw: (*line).to_owned(), place: place.clone() }).collect();
        let told = |phase: &Found<Phase>| {
            let first = phase.value.first_day.map(|day| format!("{day} ")).unwrap_or_default();
            format!("{} {first}{}", phase.value.name, phase.value.last_day)
        };
        phases(&lines).iter().map(told).collect()
    }

    #[test]
    fn phases_and_steps_say_their_days() {
        let called = [
            "（一）动员阶段（2024年3月31日前）",
            "（二）整治阶段（2024年4月1日-2025年3月31日）",
            "1.检查（2024年5月至6月）。",
        ];
        assert_eq!(told(&called), ["动员 2024-03-31", "整治 2024-04-01 2025-03-31"]);
        let steps = [
            "一、方案制定（2026年6月30日前）。各单位制定方案。",
            "二、集中整治（2026年7月至11月）。",
            "三、总结提升（2026年12月）。",
            "四、情况报送。每月30日前报镇安办。",
        ];
        assert_eq!(
            told(&steps),
            ["方案制定 2026-06-30", "集中整治 2026-07-01 2026-11-30", "总结提升 2026-12-01 2026-12-31"]
        );
    }

    #[test]
    fn tasks_with_a_day_are_no_steps() {
        assert!(told(&["1.督查通报（2026年5月20日前）。", "2.培训（2026年6月20日前）。"]).is_empty());
        assert!(told(&["一、集中整治（2026年7月至11月）。"]).is_empty());
        assert!(told(&["一、整治（2026年7月至11月，各镇）。", "二、总结（2026年12月）。"]).is_empty());
    }
}
