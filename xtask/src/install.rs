//! Installs missing system packages on Debian and related systems; elsewhere it says what to install.
//!
//! The needed packages are listed in `packages`; a package that a probe finds is not installed.

use std::process::Command;

use crate::packages::{Need, Package, is_there, missing};
use crate::shell;

/// The families of Linux whose package names we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Debian,
    Fedora,
    Arch,
    Other,
}

/// Ensures that all needed packages are there.
pub(crate) fn ensure(need: Need) -> Result<(), String> {
    match std::env::consts::OS {
        "linux" => ensure_on_linux(need),
        "windows" => {
            println!("Windows 上请先装好：Visual Studio 生成工具（C++ 桌面开发）与 WebView2 运行时。{NODE}");
            Ok(())
        }
        "macos" => {
            println!("macOS 上请先运行 xcode-select --install。{NODE}");
            Ok(())
        }
        other => {
            println!("没有为 {other} 准备软件包清单；需要 C 编译器、pkg-config、WebKitGTK 4.1。{NODE}");
            Ok(())
        }
    }
}

const NODE: &str = "检查和测试另需 Node.js 与 git。";

fn ensure_on_linux(need: Need) -> Result<(), String> {
    let absent = missing(need, is_there);
    if absent.is_empty() {
        return Ok(());
    }
    let release = ["/etc/os-release", "/usr/lib/os-release"]
        .into_iter()
        .find_map(|path| std::fs::read_to_string(path).ok())
        .unwrap_or_default();
    let family = family(&release);
    if family != Family::Debian || !shell::has_program("apt-get") {
        return Err(advice(family, &absent));
    }
    let names: Vec<&str> = absent.iter().map(|package| package.debian).collect();
    println!("缺少 {}，现在安装", names.join("、"));
    install(&names).map_err(|problem| format!("{problem}。{}", advice(family, &absent)))?;
    let absent = missing(need, is_there);
    if absent.is_empty() {
        Ok(())
    } else {
        Err(format!("安装成功了，但仍有找不到的。{}", advice(family, &absent)))
    }
}

fn install(names: &[&str]) -> Result<(), String> {
    // Containers often have no package lists at all; a single broken source must not stop the rest.
    if let Err(problem) = shell::run(apt_get()?.arg("update")) {
        eprintln!("软件源没有全部更新，仍尝试安装：{problem}");
    }
    shell::run(apt_get()?.args(["install", "--yes", "--no-install-recommends"]).args(names))
}

/// apt-get with administrator rights, without questions, and waiting if the machine is updating itself.
fn apt_get() -> Result<Command, String> {
    let is_root = shell::output(Command::new("id").arg("-u"))? == b"0\n";
    let mut command = if is_root {
        Command::new("env")
    } else if shell::has_program("sudo") {
        let mut command = Command::new("sudo");
        if std::env::var_os("CI").is_some() {
            command.arg("--non-interactive");
        }
        command.arg("env");
        command
    } else {
        return Err("需要管理员权限，而这里没有 sudo".to_owned());
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "-o", "DPkg::Lock::Timeout=300"]);
    Ok(command)
}

fn family(os_release: &str) -> Family {
    let value = |key: &str| {
        os_release.lines().find_map(|line| {
            let (name, value) = line.trim().split_once('=')?;
            (name == key).then(|| value.trim_matches(['"', '\'']).to_ascii_lowercase())
        })
    };
    let words = [value("ID"), value("ID_LIKE")].map(Option::unwrap_or_default).join(" ");
    words
        .split_whitespace()
        .find_map(|word| match word {
            "debian" | "ubuntu" | "uos" | "deepin" => Some(Family::Debian),
            "fedora" | "rhel" | "centos" => Some(Family::Fedora),
            "arch" => Some(Family::Arch),
            _ => None,
        })
        .unwrap_or(Family::Other)
}

/// The command to type as an administrator; for an unknown distribution, Debian's names are the best hint.
fn advice(family: Family, packages: &[&Package]) -> String {
    let list = |name: fn(&Package) -> &'static str| {
        let mut names: Vec<&str> = Vec::new();
        for package in packages {
            if !names.contains(&name(package)) {
                names.push(name(package));
            }
        }
        names.join(" ")
    };
    let debian = list(|package| package.debian);
    match family {
        Family::Debian => format!("请用管理员身份运行：apt-get update && apt-get install {debian}"),
        Family::Fedora => {
            format!("请用管理员身份运行：dnf install {}", list(|package| package.fedora))
        }
        Family::Arch => {
            format!("请用管理员身份运行：pacman -S --needed {}", list(|package| package.arch))
        }
        Family::Other => format!("请用本机的软件包管理器安装与这些 Debian 软件包相当的：{debian}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packages::PACKAGES;

    #[test]
    fn the_kin_of_debian_are_recognised() {
        for release in [
            "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n",
            "ID=ubuntu\nID_LIKE=debian\n",
            "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
            "ID=uos\nNAME=\"uos\"\n",
            "NAME=\"Kylin\"\nID=kylin\nID_LIKE=debian\n",
        ] {
            assert_eq!(family(release), Family::Debian, "{release}");
        }
    }

    #[test]
    fn the_others_are_told_apart() {
        assert_eq!(family("ID=fedora\n"), Family::Fedora);
        assert_eq!(family("ID=\"openEuler\"\nID_LIKE=\"fedora\"\n"), Family::Fedora);
        assert_eq!(family("ID=manjaro\nID_LIKE=arch\n"), Family::Arch);
        assert_eq!(family("ID=alpine\n"), Family::Other);
        assert_eq!(family(""), Family::Other);
        assert_eq!(family("# ID=debian\nVARIANT_ID=debian\n"), Family::Other);
    }

    #[test]
    fn advice_uses_the_names_of_the_distribution_and_names_each_once() {
        let all: Vec<&Package> = PACKAGES.iter().collect();
        assert!(advice(Family::Debian, &all).contains("apt-get install build-essential pkg-config"));
        assert!(advice(Family::Fedora, &all).contains("webkit2gtk4.1-devel"));
        assert_eq!(advice(Family::Arch, &all).matches("webkit2gtk-4.1").count(), 1);
        assert!(advice(Family::Other, &all).contains("xvfb"));
    }
}
