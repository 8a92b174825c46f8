//! What the command line says of a decision, beyond what was decided.

use crate::clerk::Clerk;
use crate::decisions::JANUARY;
use crate::district::unit_of;
use crate::drawn::{Hand, Layout, draw, right};

fn take(clerk: &Clerk, unit: &str) {
    let name = format!("{unit}.xlsx");
    clerk.put(&name, &draw(&right(unit_of(unit), 0), Layout::Official(Hand::Numbers)).bytes);
    clerk.take(&name);
}

#[test]
fn a_report_that_was_left_out_is_said_to_be_and_how_it_comes_back() {
    let clerk = Clerk::begun();
    take(&clerk, "小周镇");
    clerk.run(["exclude", "1/0", "--reason", "不是最后的那一份"]).done();
    let accept = ["accept", JANUARY, "小周镇", "--report", "1/0", "--reason", "张三说这份就是最后的"];
    let told = clerk.run(accept).refused();
    assert!(
        told.contains("“小周镇.xlsx”（1/0）已经排除") && told.contains("collate assign 1/0 --unit 小周镇"),
        "{told}"
    );
    clerk.run(["assign", "1/0", "--unit", "小周镇", "--month", JANUARY, "--reason", "就是这一份"]).done();
    clerk.run(accept).done();
    let told =
        clerk.run(["accept", JANUARY, "小周镇", "--report", "7/0", "--reason", "张三说这份"]).refused();
    assert!(told.contains("没有“7/0”这份收到的表"), "{told}");
}

#[test]
fn that_a_unit_is_exempt_no_more_is_told_with_how_many_are_expected() {
    let clerk = Clerk::begun();
    clerk.run(["exempt", JANUARY, "小周镇", "--reason", "区里同意本月免报"]).done();
    take(&clerk, "小周镇");
    let told = clerk.run(["accept", JANUARY, "小周镇", "--reason", "又报来了，予以采用"]).done();
    assert!(told.contains("免报已经取消，2022年1月应报由 51 个变为 52 个"), "{told}");
}

#[test]
fn closing_says_that_nobody_is_named_on_the_form() {
    let clerk = Clerk::begun();
    take(&clerk, "小周镇");
    let told = clerk.run(["close", JANUARY]).done();
    assert!(told.contains("表上的填报人、联系电话还没有填"), "{told}");
    clerk.run(["office", "--person", "李四", "--phone", "58130001"]).done();
    clerk.run(["reopen", JANUARY, "--reason", "补填报人"]).done();
    let told = clerk.run(["close", JANUARY]).done();
    assert!(!told.contains("还没有填"), "{told}");
}

#[test]
fn the_log_says_what_the_clerk_pressed() {
    let clerk = Clerk::begun();
    take(&clerk, "小周镇");
    clerk.run(["close", JANUARY]).done();
    clerk.run(["reopen", JANUARY, "--reason", "补一个单位"]).done();
    let told = clerk.beside(["history", JANUARY]).done();
    assert!(["关账", "已关账", "没有关账", "重新打开"].iter().all(|word| told.contains(word)), "{told}");
    assert!(!told.contains("定稿") && !told.contains("草稿"), "{told}");
}

#[test]
fn the_day_of_a_file_that_is_there_already_stays() {
    let clerk = Clerk::begun();
    clerk.put("小周镇.xlsx", &draw(&right(unit_of("小周镇"), 0), Layout::Official(Hand::Numbers)).bytes);
    for day in ["2022-01-30", "2022-01-26"] {
        clerk.run(["take", "小周镇.xlsx", "--yes", "--received", day]).done();
        assert_eq!(clerk.json(["status", JANUARY])["late"][0], "小周镇", "{day}");
    }
}

#[test]
fn the_short_name_of_a_kind_is_understood_where_it_means_one() {
    let clerk = Clerk::begun();
    clerk.run(["units", "add", "区教委", "--kind", "部门"]).done();
    assert!(clerk.run(["units", "list"]).done().contains("区级部门"));
    assert!(clerk.run(["units", "add", "区交通局", "--kind", "乡镇级"]).refused().contains("区级部门"));
}
