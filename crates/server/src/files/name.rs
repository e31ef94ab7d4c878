//! The name of a file as text, and the sort that it claims to be.

use store::FileKind;

use super::Refused;

/// A name without what could mislead a reader, and what its ending says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CleanName {
    pub(crate) text: String,
    pub(crate) kind: FileKind,
}

/// Signs in a name.
const LONGEST: usize = 120;

/// Endings that run when they are opened; not even before the last one.
const RUNNABLE: [&str; 16] =
    ["exe", "com", "bat", "cmd", "scr", "pif", "msi", "js", "jse", "vbs", "vbe", "wsf", "hta", "ps1", "jar", "lnk"];

impl CleanName {
    /// `declared` is the sender's media type, if there is one that says anything.
    pub(crate) fn of(name: &str, declared: Option<&str>) -> Result<CleanName, Refused> {
        if name.contains('\0') {
            return Err(Refused::Kind("文件名含有不允许的字符；请改名后重新上传".to_owned()));
        }
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let shown: String = last.chars().filter(|sign| !is_hidden(*sign)).collect();
        let shown = shown.trim().trim_matches('.');
        let Some((stem, ending)) = shown.rsplit_once('.') else {
            return Err(kinds("文件名没有扩展名"));
        };
        let ending = ending.to_ascii_lowercase();
        let Some(kind) = kind(&ending) else { return Err(kinds(&format!("不能上传 .{ending} 文件"))) };
        let before = stem.rsplit_once('.').map(|(_, before)| before.trim().to_ascii_lowercase());
        if before.is_some_and(|before| RUNNABLE.contains(&before.as_str())) {
            return Err(Refused::Kind("文件名带有可执行程序的扩展名；请改名后重新上传".to_owned()));
        }
        if let Some(declared) = declared.filter(|declared| !says_nothing(declared))
            && !declared.eq_ignore_ascii_case(mime(kind))
        {
            return Err(Refused::Kind(format!("文件扩展名 .{ending} 与声明的类型 {declared} 不一致；请核对文件")));
        }
        if super::inspect::is_marked(shown) {
            return Err(Refused::Content(super::inspect::MARKED.to_owned()));
        }
        let room = LONGEST - ending.len() - 1;
        let stem: String = stem.chars().take(room).collect();
        let stem = if stem.trim().is_empty() { "附件" } else { stem.trim() };
        Ok(CleanName { text: format!("{stem}.{ending}"), kind })
    }
}

fn kinds(why: &str) -> Refused {
    Refused::Kind(format!("{why}；可上传 PDF、JPG、PNG、DOCX、XLSX、PPTX"))
}

fn kind(ending: &str) -> Option<FileKind> {
    if ending == "jpeg" { Some(FileKind::Jpg) } else { FileKind::parse(ending) }
}

fn says_nothing(declared: &str) -> bool {
    declared.is_empty() || declared.eq_ignore_ascii_case("application/octet-stream")
}

/// Media type.
pub(crate) const fn mime(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Pdf => "application/pdf",
        FileKind::Jpg => "image/jpeg",
        FileKind::Png => "image/png",
        FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }
}

/// Control signs, and those that turn the direction of writing or take no room.
fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_only_text() {
        for (name, want) in [
            ("../../etc/会议 照片.JPG", "会议 照片.jpg"),
            ("C:\\Users\\a\\记录.docx", "记录.docx"),
            ("报\u{202e}gpj.docx", "报gpj.docx"),
            (" .pdf.pdf", "pdf.pdf"),
            ("CON.pdf", "CON.pdf"),
        ] {
            assert_eq!(CleanName::of(name, None).unwrap().text, want, "{name}");
        }
        let long = CleanName::of(&format!("{}.pdf", "长".repeat(300)), None).unwrap().text;
        assert_eq!(long.chars().count(), 120);
        assert!(long.ends_with(".pdf"));
    }

    #[test]
    fn what_is_not_taken_is_named() {
        for name in ["a.exe", "a.svg", "a.docm", "a.pdf.exe", "a.exe.pdf", "a", ".pdf", "a.pdf\0.jpg", "a.html", ""] {
            assert!(matches!(CleanName::of(name, None), Err(Refused::Kind(_))), "{name}");
        }
        assert!(matches!(CleanName::of("通知（机密★3年）.pdf", None), Err(Refused::Content(_))));
        assert!(CleanName::of("保密工作学习.pdf", None).is_ok());
    }

    #[test]
    fn name_and_declared_type_say_the_same() {
        assert!(CleanName::of("a.pdf", Some("application/pdf")).is_ok());
        assert!(CleanName::of("a.pdf", Some("application/octet-stream")).is_ok());
        assert!(matches!(CleanName::of("a.pdf", Some("text/html")), Err(Refused::Kind(_))));
    }
}
