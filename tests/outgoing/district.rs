//! A small district: its units' offices, and a clerk who took in what they sent.

use std::fs;
use std::path::{Path, PathBuf};

use yuebao::output::{Attachment, Letter, Sender};

use crate::harness::{Office, Ran, now, overwrite};

/// A unit's office with these months, such as `("2022-03", "1a=3")`.
pub(crate) fn unit(name: &str, kind: &str, months: &[(&str, &str)]) -> Office {
    let office = Office::new();
    let of = ["init", "--unit", name, "--kind", kind, "--from", "2022-01"];
    assert!(
        office
            .command(of)
            .args(["--person", "张三", "--phone", "58136197"])
            .output()
            .unwrap()
            .status
            .success()
    );
    for (month, figures) in months {
        let mut command = office.command(["set", month]);
        assert!(command.args(figures.split(' ')).output().unwrap().status.success());
    }
    office
}

/// The workbook of a unit's month.
pub(crate) fn exported(office: &Office, month: &str) -> PathBuf {
    let ran = office.run(["export", month, "--to", "."]);
    assert_eq!(ran.code, 0, "{}", ran.remark);
    office.home().join(ran.output.trim_end())
}

/// A mail with a file, as its sender's program writes it.
fn mailed(file: &Path, from: &str) -> PathBuf {
    let letter = Letter {
        recipient: "区城市管理局".into(),
        address: "clerk@163.com".into(),
        subject: "月报".into(),
        text: "请查收".into(),
    };
    let attached = Attachment {
        name: file.file_name().unwrap().to_string_lossy().into_owned(),
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes: fs::read(file).unwrap(),
    };
    let sender = Sender { name: "张三", address: from };
    let mail = file.with_extension("eml");
    overwrite(&mail, &letter.message(now(), sender, &[attached]));
    mail
}

fn take(clerk: &Office, file: &Path, received: &str) {
    let mut command =
        clerk.command(["collate", "take", file.to_str().unwrap(), "--yes", "--received", received]);
    Ran::from(command.env("YUEBAO_NOW", format!("{received}T18:00:00+08:00")).output().unwrap()).done();
}

/// March 2022: 龙沙镇's total does not carry, 龙驹镇 is in order, 高峰街道 was late, 百安坝街道 was sent back, 区教委 and 新乡镇 are
/// missing.
pub(crate) fn march() -> Office {
    let clerk = Office::new();
    let register = clerk.home().join("名册.csv");
    overwrite(
        &register,
        "名称,类别,填报人,电话\n龙沙镇,township,张三,58136197\n龙驹镇,township,,\n高峰街道,street,,\n\
         百安坝街道,street,,\n新乡镇,township,李四,58130001\n区教委,department,王五,58130002\n"
            .as_bytes(),
    );
    let register = register.to_str().unwrap();
    clerk.run(["collate", "init", "--office", "万州区城市管理局", "--units", register]).done();
    let before = unit("龙沙镇", "township", &[("2022-02", "1a=10")]);
    take(&clerk, &exported(&before, "2022-02"), "2022-02-27");
    let other = unit("龙沙镇", "township", &[("2022-02", "1a=12"), ("2022-03", "1a=3")]);
    take(&clerk, &mailed(&exported(&other, "2022-03"), "longsha@163.com"), "2022-03-27");
    for (name, kind, day) in [
        ("龙驹镇", "township", "2022-03-28"),
        ("高峰街道", "street", "2022-04-02"),
        ("百安坝街道", "street", "2022-03-20"),
    ] {
        take(&clerk, &exported(&unit(name, kind, &[("2022-03", "1a=5 2a=1.20")]), "2022-03"), day);
    }
    clerk.run(["collate", "return", "2022-03", "百安坝街道", "--reason", "没有盖章"]).done();
    clerk
}
