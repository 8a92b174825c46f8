//! Finds files that depend on each other in a circle, which the house rules forbid.
//!
//! A file depends on another if it names something that is defined there: in a `use`, in a path in its code
//! (`super::total::add`), or, in the page, in an `import`. A re-exported name is followed to the file that
//! defines it. So `mod x;` and `pub use x::Y;` alone do not make a parent depend on its child; but if a
//! parent calls what its child defines, and the child uses the parent's own items, they form a circle of two.
//! Tests do not count, nor do methods, because no path names them.

mod graph;
mod page;
mod rust;

use crate::repository::TextFile;
use graph::{Needs, group, way_back};

/// One sentence for each group of files that depend on each other, about its shortest circle.
pub(crate) fn problems(files: &[TextFile]) -> Vec<String> {
    let mut needs = rust::needs(files);
    needs.extend(page::needs(files));
    let mut problems = Vec::new();
    while let Some(circle) = needs.keys().filter_map(|file| way_back(&needs, file)).min_by_key(Vec::len) {
        problems.push(sentence(&needs, &circle));
        let group = circle.first().map(|file| group(&needs, file)).unwrap_or_default();
        needs.retain(|file, _| !group.contains(file));
    }
    problems
}

fn sentence(needs: &Needs, circle: &[String]) -> String {
    let next = circle.iter().cycle().skip(1);
    let step = |(from, to): (&String, &String)| {
        let name = needs.get(from).and_then(|needed| needed.get(to)).map_or("", String::as_str);
        format!("{from} 用了 {to} 的 {name}")
    };
    let steps: Vec<_> = circle.iter().zip(next).map(step).collect();
    format!("文件互相依赖成环：{}；请把其中一处移到它该在的文件", steps.join("，"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(files: &[(&str, &str)]) -> Vec<String> {
        let file = |&(path, text): &(&str, &str)| TextFile { path: path.to_owned(), text: text.to_owned() };
        super::problems(&files.iter().map(file).collect::<Vec<_>>())
    }

    const ROOT: (&str, &str) = ("src/lib.rs", "pub mod amount;\npub mod report;\npub use report::Sheet;\n");
    const AMOUNT: (&str, &str) = ("src/amount.rs", "pub struct Amount;\n");

    #[test]
    fn a_tree_without_a_circle() {
        let told = problems(&[
            ROOT,
            AMOUNT,
            // Re-exports an item of the child without using it.
            (
                "src/report.rs",
                "//! See crate::report::sheet.\nmod sheet;\npub use sheet::Sheet;\nuse crate::amount::Amount;\npub struct Form(Amount);\n",
            ),
            (
                "src/report/sheet.rs",
                "use super::Form;\npub struct Sheet(&'static Form);\n#[cfg(test)]\nmod tests {\n    use crate::main;\n}\n",
            ),
            ("ui/main.js", "import { draw } from \"./page.js\";\n"),
            ("ui/page.js", "export function draw() { return \"./main.js\"; }\n"),
        ]);
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn a_circle_is_told_with_its_files_and_names() {
        let amount = ("src/amount.rs", "pub fn amount(sheet: &crate::Sheet) {}\n");
        let report = ("src/report.rs", "pub mod sheet;\npub use sheet::Sheet;\n");
        let sheet =
            ("src/report/sheet.rs", "use crate::{amount::{self, amount as of}};\npub struct Sheet;\n");
        let told = problems(&[ROOT, amount, report, sheet]);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("src/amount.rs 用了 src/report/sheet.rs 的 Sheet，src/report/sheet.rs 用了 src/amount.rs 的 amount；"), "{told:?}");
    }

    #[test]
    fn a_parent_that_uses_its_child_is_used_by_it_at_most_for_what_it_hands_on() {
        let child = ("src/report/sheet.rs", "use super::{Amount, Form};\npub fn draw(form: &Form) {}\n");
        let own = "use crate::amount::Amount;\nmod sheet;\npub fn draw() { sheet::draw() }\n";
        let told =
            problems(&[ROOT, AMOUNT, ("src/report.rs", &format!("{own}pub struct Form(Amount);")), child]);
        assert_eq!(told.len(), 1, "{told:?}");
        let handed = format!("{own}use crate::amount::Form;");
        assert!(problems(&[ROOT, AMOUNT, ("src/report.rs", &handed), child]).is_empty());
        let all = format!("{own}pub struct Form(&'static Amount);");
        let child_of_all = ("src/report/sheet.rs", "use super::*;\npub fn draw(form: &Form) {}\n");
        assert_eq!(problems(&[ROOT, AMOUNT, ("src/report.rs", &all), child_of_all]).len(), 1);
        let used = "mod sheet;\npub use sheet::draw;\npub struct Form;\nfn all() { draw(Form) }";
        assert_eq!(problems(&[ROOT, AMOUNT, ("src/report.rs", used), child]).len(), 1);
    }

    #[test]
    fn the_page_is_looked_at_too() {
        let told = problems(&[
            ("ui/a.js", "import {\n  one,\n  two,\n} from \"./b.js\";\n"),
            ("ui/b.js", "import * as c from './c.js';\n"),
            ("ui/c.js", "import { a } from \"./a.js\";\n"),
        ]);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("ui/a.js 用了 ui/b.js 的 one, two，ui/b.js 用了 ui/c.js"), "{told:?}");
    }

    #[test]
    fn each_group_of_files_is_told_once() {
        let own = |other: &str| format!("import {{ x }} from \"./{other}.js\";\n");
        let three = format!("{}{}", own("a"), own("c"));
        let told = problems(&[
            ("ui/a.js", &own("b")),
            ("ui/b.js", &three),
            ("ui/c.js", &own("b")),
            ("ui/d.js", &own("e")),
            ("ui/e.js", &own("d")),
        ]);
        assert_eq!(told.len(), 2, "{told:?}");
    }
}
