//! Wrong usage: exit code 2, in Chinese, with the usage of the command that was meant.

use crate::harness::{Office, Ran};

fn told(ran: Ran) -> String {
    let sentence = ran.wrong_usage();
    sentence.strip_suffix("；什么都没有做。").unwrap().to_owned()
}

#[test]
fn what_is_wrong_is_named() {
    let office = Office::new();
    assert_eq!(told(office.run([])), "没有写要做什么");
    assert_eq!(told(office.run(["frob"])), "没有“frob”这个命令");
    assert_eq!(told(office.run(["help", "frob"])), "没有“frob”这个命令");
    assert_eq!(told(office.run(["set"])), "缺少 <月份>、<编号=数>...");
    assert_eq!(told(office.run(["set", "2022-01"])), "缺少 <编号=数>...");
    assert_eq!(
        told(office.run(["set", "2022-01", "1a=1", "5"])),
        "“5”里没有等号，请写成 编号=数，例如 1a=120"
    );
    assert_eq!(
        told(office.run(["init", "--unit", "龙沙镇"])),
        "缺少 --kind <类别>、--person <姓名>、--phone <电话>、--from <月份>"
    );
    assert_eq!(told(office.run(["show", "2022-01", "--colour"])), "不认识“--colour”");
    assert_eq!(told(office.run(["show", "2022-01", "2022-02"])), "不认识“2022-02”");
    assert_eq!(told(office.run(["unit", "--person"])), "--person <姓名> 后面没有写内容");
    assert_eq!(told(office.run(["unit", "--data", ""])), "--data <文件夹> 后面没有写内容");
    assert_eq!(
        told(office.run(["unit", "--restart-each-year", "1"])),
        "--restart-each-year <yes|no> 不能是“1”，可以写：yes、no"
    );
    assert_eq!(
        told(office.run(["unit", "--person", "张三", "--person", "李四"])),
        "--person <姓名> 只能写一次"
    );
    assert!(!office.data().exists(), "nothing was done");
}

#[test]
fn the_usage_is_that_of_the_command_that_was_meant() {
    let ran = Office::new().run(["--json", "set", "2022-01", "5"]);
    assert!(ran.remark.contains("\n用法：yuebao set <月份> <编号=数>...\n"), "{}", ran.remark);
}

#[test]
#[cfg(unix)]
fn bytes_that_are_no_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let office = Office::new();
    let output = office.command(["show"]).arg(OsStr::from_bytes(b"2022\xff")).output().unwrap();
    assert!(Ran::from(output).wrong_usage().contains("认不出的文字"));
}
