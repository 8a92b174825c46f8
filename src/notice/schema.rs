//! The JSON schema of a notice's file, made from the types that read it. Test code only: the product reads with the types
//! themselves, which refuse more than a schema can say.

use boon::{Compiler, Schemas};
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{BUILT_IN, Notice};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/notice.schema.json");

fn schema() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Notice>().to_value()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "written by a developer's command, beside git")]
fn notice_schema_types_match() {
    let wanted = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(FILE, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(FILE).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(found, wanted, "run `cargo xtask types`");
}

#[test]
fn the_built_in_notice_is_valid_and_one_with_a_slip_is_not() {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource("notice.schema.json", schema()).unwrap();
    let valid = compiler.compile("notice.schema.json", &mut schemas).unwrap();
    let built_in: Value = serde_json::from_str(BUILT_IN).unwrap();
    schemas.validate(&built_in, valid).unwrap();
    for (place, value) in [
        ("/edition", Value::from("1")),
        ("/campaign/first_month", Value::from("2022年1月")),
        ("/papers/0/due", Value::from("13")),
        ("/forms/0/tables/0/columns/3/role", Value::from("quantity")),
        ("/forms/0/tables/0/sections/0/rows/0/figures/0/id", Value::from("x")),
        ("/forms/0/columns", Value::from("what is reckoned is not written")),
    ] {
        let mut notice = built_in.clone();
        let (parent, field) = place.rsplit_once('/').unwrap();
        notice.pointer_mut(parent).unwrap()[field] = value;
        assert!(schemas.validate(&notice, valid).is_err(), "{place}");
    }
}
