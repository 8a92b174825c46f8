//! A figure over the months, as a clerk sees it at the command line.

use crate::district::march;

#[test]
fn a_month_that_lacks_units_is_marked_and_not_silently_lower() {
    let clerk = march();
    let told = clerk.run(["collate", "trend", "1a"]).done();
    let line = |month: &str| told.lines().find(|line| line.contains(month)).unwrap().to_owned();
    let march = line("| 2022年3月");
    for words in ["13", "23", "3/6", "百安坝街道（退回）、新乡镇、区教委"] {
        assert!(march.contains(words), "{words}: {told}");
    }
    assert!(
        told.ends_with(
            "2022年3月 13 人次，和2022年2月比多 3。报得不全的月份：2022年2月（1/6）、2022年3月（3/6），缺的单位不在合计里，不能直接比\n"
        ),
        "{told}"
    );
}

#[test]
fn for_programs_every_month_has_its_value_its_total_and_whom_it_lacks() {
    let clerk = march();
    let told = clerk.run(["collate", "trend", "1a", "--json"]).json();
    let march = &told["months"][2];
    assert_eq!(
        march,
        &serde_json::json!({
            "month": "2022-03", "value": "13", "total": "23", "units": 3, "expected": 6, "complete": false,
            "missing": ["百安坝街道", "新乡镇", "区教委"], "returned": ["百安坝街道"],
        })
    );
    assert_eq!(told["months"][0]["value"], serde_json::Value::Null, "nothing is known of January");
    assert_eq!((&told["figure"], &told["unit"]), (&"1a".into(), &serde_json::Value::Null));
}

#[test]
fn of_one_unit_it_is_what_that_unit_reported() {
    let clerk = march();
    let told = clerk.run(["collate", "trend", "1a", "--unit", "龙沙镇", "--json"]).json();
    let lines = told["months"].as_array().unwrap().iter();
    let values: Vec<[&str; 2]> =
        lines.map(|line| ["value", "total"].map(|field| line[field].as_str().unwrap_or(""))).collect();
    assert_eq!(values, [["", ""], ["10", "10"], ["3", "15"]]);
    let refused = clerk.run(["collate", "trend", "1a", "--unit", "龙沙"]).refused();
    assert!(refused.contains("龙沙"), "{refused}");
}
