//! Units and months to draw, built as the program builds them: through the crate's public face.

use std::collections::BTreeMap;

use yuebao::notice::{BUILT_IN, Form, Notice};
use yuebao::report::{Ledger, Record, Sheet, State, sheet};
use yuebao::unit::{Unit, UnitKind};

pub(crate) const IDS: [&str; 24] = [
    "1a", "1b", "2a", "2b", "3a", "3b", "4", "5a", "5b", "6", "7a", "7b", "8", "9", "10a", "10b", "11", "12",
    "13", "14", "15", "16", "17", "18",
];

pub(crate) fn form() -> &'static Form {
    Notice::built_in().unwrap().form("annex2").unwrap()
}

fn unit(kind: UnitKind, name: &str) -> Unit {
    let (person, phone) = ("张三".into(), "023-58136197".into());
    let first_month = "2022-01".parse().unwrap();
    Unit { name: name.into(), kind, person, phone, first_month, restart_each_year: false }
}

/// A unit's months from lines such as `("2022-03", "1a=120 2a=3.5")`, each filled in on the 28th.
pub(crate) fn ledger(kind: UnitKind, name: &str, lines: &[(&str, &str)]) -> Ledger {
    let months = lines.iter().map(|(month, entries)| {
        let entries = entries.split_whitespace().filter_map(|entry| entry.split_once('='));
        let entries = entries.map(|(id, text)| (id.parse().unwrap(), text.to_owned())).collect();
        let filled_on = Some(format!("{month}-28").parse().unwrap());
        (month.parse().unwrap(), Record { entries, filled_on, ..Record::default() })
    });
    Ledger { unit: unit(kind, name), opening: BTreeMap::new(), months: months.collect() }
}

pub(crate) fn march(ledger: &Ledger) -> Sheet {
    sheet(form(), ledger, "2022-03".parse().unwrap()).unwrap()
}

/// A township's ordinary March: one blank (row 18), a zero (5b), and rows 10 to 12 stored though nobody fills them.
pub(crate) fn township() -> Sheet {
    march(&ledger(
        UnitKind::from("township"),
        "龙沙镇人民政府",
        &[
            ("2022-01", "1a=800 1b=30 2a=12.5 2b=1.25 6=3 8=1 14=5"),
            ("2022-02", "1a=760 1b=28 2a=11.75 2b=0.9 6=2.4 8=0 14=0"),
            (
                "2022-03",
                "1a=1286 1b=45 2a=36.8 2b=4.05 3a=112 3b=37 4=9 5a=16 5b=0 6=8.6 7a=230 7b=18 8=2 9=64 \
                 10a=3 10b=1200 11=5 12=6 13=7 14=12 15=21 16=618 17=4",
            ),
        ],
    ))
}

/// The same month made final.
pub(crate) fn finished(sheet: Sheet) -> Sheet {
    Sheet { state: State::Final, ..sheet }
}

/// A department with every figure as large as the program takes, three months running.
pub(crate) fn largest(name: &str) -> Sheet {
    let whole = |id: &str| !["2a", "2b", "6", "10b", "11", "12"].contains(&id);
    let text = |id: &str| if whole(id) { "999999999999" } else { "999999999999.99" };
    let entries: Vec<String> = IDS.iter().map(|id| format!("{id}={}", text(id))).collect();
    let entries = entries.join(" ");
    let lines = ["2022-01", "2022-02", "2022-03"].map(|month| (month, entries.as_str()));
    let mut ledger = ledger(UnitKind::from("department"), name, &lines);
    ledger.unit.person = "阿依古丽·买买提艾力".repeat(3);
    ledger.unit.phone = "023-58136197转801、17318286168、58136198".into();
    march(&ledger)
}

/// A month nothing was entered in.
pub(crate) fn empty() -> Sheet {
    march(&ledger(UnitKind::from("street"), "高笋塘街道办事处", &[]))
}

/// The longest name a unit may have.
pub(crate) fn long_name() -> String {
    "重庆市万州区城市提升指挥部城市管理组办公室（区城市管理局）市容环境卫生与园林绿化管理服务中心𬭊㙟片区综合行政执法大队驻乡工作组".chars().take(60).collect()
}

/// A figure of the form, how many decimals it has here, what is entered in two months, and how the second month and its
/// total are printed.
pub(crate) const DECIMALS: [(&str, u8, [&str; 2], [&str; 2]); 5] = [
    ("13", 0, ["7", "12"], ["12", "19"]),
    ("14", 1, ["0.3", "1.5"], ["1.5", "1.8"]),
    ("15", 2, ["1.25", "2"], ["2.00", "3.25"]),
    ("16", 3, ["9999999999.999", "0.001"], ["0.001", "10000000000.000"]),
    ("17", 4, ["999999999.9999", "1234.5678"], ["1234.5678", "1000001234.5677"]),
];

/// The form with these decimals.
pub(crate) fn with_decimals() -> Form {
    let mut definition: serde_json::Value = serde_json::from_str(BUILT_IN).unwrap();
    for section in definition["forms"][0]["tables"][0]["sections"].as_array_mut().unwrap() {
        for row in section["rows"].as_array_mut().unwrap() {
            for figure in row["figures"].as_array_mut().unwrap() {
                let id = figure["id"].as_str().unwrap().to_owned();
                if let Some((_, decimals, ..)) = DECIMALS.iter().find(|(figure, ..)| *figure == id) {
                    figure["decimals"] = (*decimals).into();
                }
            }
        }
    }
    Form::clone(&Notice::read(&definition.to_string()).unwrap().forms[0])
}

/// The second of these months.
pub(crate) fn march_with_decimals(form: &Form) -> Sheet {
    let month =
        |index: usize| DECIMALS.map(|(id, _, entered, _)| format!("{id}={}", entered[index])).join(" ");
    let entries = [month(0), month(1)];
    let lines = [("2022-02", entries[0].as_str()), ("2022-03", entries[1].as_str())];
    sheet(form, &ledger(UnitKind::from("street"), "高笋塘街道办事处", &lines), "2022-03".parse().unwrap())
        .unwrap()
}
