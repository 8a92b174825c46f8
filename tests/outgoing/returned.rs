//! A unit that reported, and has its report back, is named as 退回 and never as 未报.

use crate::district::march;

const RETURNED: &str = "百安坝街道";

#[test]
fn a_unit_that_has_its_report_back_is_told_from_one_that_did_not_report() {
    let clerk = march();
    let run = |arguments: [&str; 3]| clerk.run(arguments).done();
    let status = run(["collate", "status", "2022-03"]);
    assert!(
        status.contains("未报 2：新乡镇、区教委\n") && status.contains("退回 1：百安坝街道\n"),
        "{status}"
    );
    let remind = run(["collate", "remind", "2022-03"]);
    assert!(remind.contains("还没有报的 2 个单位：新乡镇、区教委。"), "{remind}");
    let show = run(["collate", "show", "2022-03"]);
    assert!(show.contains("百安坝街道（退回）、新乡镇、区教委"), "{show}");
    let shown = clerk.run(["collate", "show", "2022-03", "--json"]).json();
    assert_eq!(shown["figures"]["1a"]["returned"], serde_json::json!([RETURNED]));
    let trace = clerk.run(["collate", "trace", "2022-03", "1a"]).done();
    let line = |unit: &str| trace.lines().find(|line| line.contains(unit)).unwrap().to_owned();
    assert!(line(RETURNED).contains("退回，还没有重报") && line("新乡镇").contains("未报"), "{trace}");
    let traced = clerk.run(["collate", "trace", "2022-03", "1a", "--json"]).json();
    let units = traced["units"].as_array().unwrap();
    let lacks = |unit: &str| units.iter().find(|one| one["unit"] == unit).unwrap()["lacks"].clone();
    assert_eq!((lacks(RETURNED), lacks("新乡镇")), ("退回，还没有重报".into(), "未报".into()));
    assert_eq!(lacks("龙驹镇"), serde_json::Value::Null, "its report counts");
}
