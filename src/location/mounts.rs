//! What kind of medium a path of Linux lies on: the table of what is mounted where (`/proc/self/mountinfo`), and what the
//! kernel says of the disk (`/sys`).

use std::fs;
use std::path::{Path, PathBuf};

use super::medium::Medium;

/// File systems whose files lie on another computer. What a virtual machine shares with its own host (9p, vboxsf, virtiofs)
/// is none.
const NETWORK: [&str; 19] = [
    "afs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.curlftpfs",
    "fuse.davfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.kio-fuse",
    "fuse.rclone",
    "fuse.smbnetfs",
    "fuse.sshfs",
    "gfs2",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
];

/// Where desktops put what was plugged in.
const PLUGGED_IN: [&str; 2] = ["/media", "/run/media"];

/// A disk's card in a reader, and a stick, are told by the kernel to be removable.
const REMOVABLE: &str = "1";

/// The table of a computer has some hundred lines at most.
const MOST_LINES: usize = 20_000;

/// One line of the table.
#[derive(Debug, PartialEq, Eq)]
struct Mount {
    /// The numbers of the device, `8:1`.
    device: String,
    point: PathBuf,
    kind: String,
    source: String,
}

/// What the system says of the place of a path.
#[cfg(target_os = "linux")]
pub(super) fn medium(path: &Path) -> Option<Medium> {
    let table = fs::read("/proc/self/mountinfo").ok()?;
    medium_in(&String::from_utf8_lossy(&table), Path::new("/sys"), path)
}

fn medium_in(table: &str, system: &Path, path: &Path) -> Option<Medium> {
    let mount = mount_of(table, path)?;
    if NETWORK.contains(&mount.kind.as_str()) {
        return Some(Medium::Network);
    }
    // What the whole system runs from is the computer's own disk, whatever it hangs on.
    if mount_of(table, Path::new("/")).is_some_and(|root| root.device == mount.device) {
        return None;
    }
    let plugged_in =
        || PLUGGED_IN.iter().any(|place| mount.point.starts_with(place) && mount.point != Path::new(place));
    is_removable(system, &mount).unwrap_or_else(plugged_in).then_some(Medium::Removable)
}

/// The mount that a path lies in: the deepest, and of those in one place the last, which hides the others.
fn mount_of(table: &str, path: &Path) -> Option<Mount> {
    let mounts = table.lines().take(MOST_LINES).filter_map(parse);
    mounts.filter(|mount| path.starts_with(&mount.point)).max_by_key(|mount| mount.point.components().count())
}

/// Reads a line: `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`. Between the options of the mount and the
/// lone `-` stand any number of words.
fn parse(line: &str) -> Option<Mount> {
    let (mount, system) = line.split_once(" - ")?;
    let mut mount = mount.split(' ');
    let device = mount.nth(2)?.to_owned();
    let point = PathBuf::from(unescaped(mount.nth(1)?));
    let mut system = system.split(' ');
    let kind = system.next()?.to_owned();
    Some(Mount { device, point, kind, source: unescaped(system.next()?) })
}

/// A space, a tab, a line break and a backslash stand as `\040`, `\011`, `\012` and `\134`.
fn unescaped(text: &str) -> String {
    let known = [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")];
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, from) = rest.split_at(at);
        let (escape, character) =
            known.into_iter().find(|(escape, _)| from.starts_with(escape)).unwrap_or(("\\", "\\"));
        plain.push_str(before);
        plain.push_str(character);
        rest = from.get(escape.len()..).unwrap_or_default();
    }
    plain + rest
}

/// Whether a disk can be pulled out: the kernel says that it is removable, or it hangs on USB. `None` if the kernel says
/// nothing of it.
fn is_removable(system: &Path, mount: &Mount) -> Option<bool> {
    // What spans several disks has no device of its own, and names one of them.
    let by_number = system.join("dev/block").join(&mount.device);
    let by_name = mount.source.strip_prefix("/dev/").map(|name| system.join("class/block").join(name));
    let disk = [Some(by_number), by_name].into_iter().flatten().find_map(|path| path.canonicalize().ok())?;
    let on_usb = disk.components().any(|part| {
        let number = part.as_os_str().to_str().and_then(|name| name.strip_prefix("usb"));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    // A partition lies in the folder of its disk.
    let says_so = |folder: &Path| fs::read_to_string(folder.join("removable")).ok();
    let said = says_so(&disk).or_else(|| says_so(disk.parent()?));
    Some(on_usb || said.is_some_and(|said| said.trim() == REMOVABLE))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TABLE: &str = "\
22 28 0:20 / /sys rw,nosuid shared:7 - sysfs sysfs rw
28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 28 0:35 / /home/w/共享 rw - cifs //server/月报 rw,vers=3.0
41 28 0:36 /导出 /srv/nfs rw,relatime shared:9 master:2 - nfs4 10.0.0.5:/导出 rw
42 28 0:37 / /home/w/远程 rw - fuse.sshfs w@server: rw
43 28 8:17 / /media/w/U\\040盘 rw,nosuid shared:30 - vfat /dev/sdb1 rw
44 28 8:33 / /media/w/数据盘 rw - ntfs3 /dev/sdc1 rw
45 28 0:50 / /run/media/w/卡 rw - fuseblk /dev/none rw
46 28 0:51 / /mnt/host rw - 9p host rw
47 28 8:49 / /data rw - ext4 /dev/sdd1 rw
";

    /// What the kernel says: sdb is a stick, sdc hangs inside the computer, sdd on USB.
    #[cfg(unix)]
    fn system() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let disks = [
            ("8:1", "devices/pci0/ata1/block/sda/sda1", "0"),
            ("8:17", "devices/pci0/usb1/1-2/block/sdb/sdb1", "1"),
            ("8:33", "devices/pci0/ata2/block/sdc/sdc1", "0"),
            ("8:49", "devices/pci0/usb12/1-4/block/sdd/sdd1", "0"),
        ];
        for (number, partition, removable) in disks {
            let partition = folder.path().join(partition);
            fs::create_dir_all(&partition).unwrap();
            std::io::Write::write_all(
                &mut fs::File::create(partition.parent().unwrap().join("removable")).unwrap(),
                format!("{removable}\n").as_bytes(),
            )
            .unwrap();
            let link = folder.path().join("dev/block").join(number);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(&partition, &link).unwrap();
        }
        folder
    }

    #[cfg(unix)]
    #[test]
    fn shares_and_sticks_are_told_from_the_disks_of_the_computer() {
        let system = system();
        let medium = |path: &str| medium_in(TABLE, system.path(), Path::new(path));
        for path in ["/home/w/共享/月报", "/srv/nfs", "/home/w/远程/data"] {
            assert_eq!(medium(path), Some(Medium::Network), "{path}");
        }
        for path in ["/media/w/U 盘/月报/data", "/run/media/w/卡", "/data/月报"] {
            assert_eq!(medium(path), Some(Medium::Removable), "{path}");
        }
        for path in ["/home/w/.local/share/yuebao", "/media/w/数据盘/月报", "/mnt/host/月报", "/home/w/共享2"]
        {
            assert_eq!(medium(path), None, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_system_that_runs_from_a_stick_has_it_for_its_disk() {
        let system = system();
        let table = "28 1 8:17 / / rw - ext4 /dev/sdb1 rw\n30 28 8:17 /home /home rw - ext4 /dev/sdb1 rw\n";
        for path in ["/var/lib/yuebao", "/home/w/月报"] {
            assert_eq!(medium_in(table, system.path(), Path::new(path)), None, "{path}");
        }
    }

    #[test]
    fn what_is_mounted_last_hides_what_was_there() {
        let table = format!("{TABLE}60 40 8:1 / /home/w/共享 rw - ext4 /dev/sda1 rw\n");
        assert_eq!(mount_of(&table, Path::new("/home/w/共享/x")).unwrap().kind, "ext4");
        assert_eq!(mount_of("", Path::new("/x")), None);
    }

    #[test]
    fn a_line_is_read_with_any_number_of_words_before_the_dash() {
        let line =
            r"36 35 98:0 / /a\040b\134c rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=continue";
        let mount = parse(line).unwrap();
        assert_eq!((mount.point.as_path(), mount.device.as_str()), (Path::new(r"/a b\c"), "98:0"));
        assert_eq!((mount.kind.as_str(), mount.source.as_str()), ("ext3", "/dev/root"));
        for line in ["", "36 35 98:0 / /a rw", " - ", "1 - ext4", "1 2 3 4 - ext4 x"] {
            assert_eq!(parse(line), None, "{line}");
        }
        assert_eq!(unescaped(r"\\0\04x\040"), "\\\\0\\04x ");
    }

    proptest! {
        #[test]
        fn any_table_is_read_without_stumbling(table in "[ -~\\\\\n盘]{0,300}") {
            let _medium = medium_in(&table, Path::new("/没有"), Path::new("/media/w/x"));
        }

        #[test]
        fn a_name_comes_back_as_it_was(name in "[^\u{0}/]{1,20}") {
            let escaped: String = name.chars().map(|character| match character {
                ' ' => "\\040".to_owned(),
                '\t' => "\\011".to_owned(),
                '\n' => "\\012".to_owned(),
                '\\' => "\\134".to_owned(),
                other => other.to_string(),
            }).collect();
            prop_assert_eq!(unescaped(&escaped), name);
        }
    }
}
