//! PDF: nothing that runs, nothing hidden inside. It is shown by drawing its pages, never by opening it.

use std::io::Read;

use super::{Looked, Wrong};

/// Names that start something or carry another file.
const UNWANTED: [(&str, &str); 6] = [
    ("/JavaScript", "脚本"),
    ("/JS", "脚本"),
    ("/Launch", "启动程序的动作"),
    ("/EmbeddedFile", "嵌入的文件"),
    ("/RichMedia", "嵌入的多媒体"),
    ("/Encrypt", "密码或加密"),
];

/// Bytes that all compressed streams may unpack to, and the most streams that are looked into.
const MAX_UNPACKED: u64 = 200 << 20;
const MAX_STREAMS: usize = 20_000;

pub(super) fn look(bytes: &[u8]) -> Result<Looked, Wrong> {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    if find(tail, b"%%EOF").is_none() {
        return Err(Wrong::damaged());
    }
    // A file that is a PDF for one program and an archive for another.
    let end = &bytes[bytes.len().saturating_sub(70_000)..];
    if find(end, b"PK\x05\x06").is_some() {
        return Err(Wrong::Kind("文件既像 PDF 又像压缩包，不能上传；请重新导出 PDF".to_owned()));
    }
    refuse_unwanted(bytes)?;
    let mut rest = bytes;
    let mut left = MAX_UNPACKED;
    for _ in 0..MAX_STREAMS {
        let Some(at) = find(rest, b"stream") else { return Ok(Looked::default()) };
        let is_end = at >= 3 && &rest[at - 3..at] == b"end";
        let head = &rest[at.saturating_sub(400)..at];
        rest = &rest[at + b"stream".len()..];
        // Only streams that hold objects can hide what the plain text does not show.
        if is_end || find(head, b"ObjStm").is_none() {
            continue;
        }
        let body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        let mut unpacked = Vec::new();
        let _ = flate2::read::ZlibDecoder::new(body).take(left.min(32 << 20)).read_to_end(&mut unpacked);
        left = left.saturating_sub(unpacked.len() as u64);
        if left == 0 || unpacked.len() >= 32 << 20 {
            return Err(Wrong::content("PDF 展开后过大；请重新导出或拆分后上传"));
        }
        refuse_unwanted(&unpacked)?;
    }
    Err(Wrong::content("PDF 内的对象过多；请重新导出或拆分后上传"))
}

fn refuse_unwanted(bytes: &[u8]) -> Result<(), Wrong> {
    let plain = plain_names(bytes);
    for (name, what) in UNWANTED {
        let mut rest: &[u8] = &plain;
        while let Some(at) = find(rest, name.as_bytes()) {
            rest = &rest[at + name.len()..];
            // `/JSON` is another name than `/JS`; `/EmbeddedFiles` and `/EncryptMetadata` mean the same as their beginnings.
            let goes_on = rest.first().is_some_and(u8::is_ascii_alphanumeric);
            if !(name == "/JS" && goes_on) {
                return Err(Wrong::Content(format!("PDF 含有{what}；请去掉后重新导出再上传")));
            }
        }
    }
    Ok(())
}

/// With `#4a` in names written as the sign it stands for.
fn plain_names(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut plain = Vec::with_capacity(bytes.len());
    let mut n = 0;
    while n < bytes.len() {
        let sign = match bytes[n..] {
            [b'#', high, low, ..] => digit(high).zip(digit(low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        plain.push(sign.unwrap_or(bytes[n]));
        n += if sign.is_some() { 3 } else { 1 };
    }
    plain
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == what[0]) {
        let at = from + at;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn pdf(inside: &[u8]) -> Vec<u8> {
        [b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog ", inside, b" >>\nendobj\ntrailer\n%%EOF\n"].concat()
    }

    fn packed(text: &str) -> Vec<u8> {
        let mut stream = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        stream.write_all(text.as_bytes()).unwrap();
        let head = b">> endobj 2 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n".to_vec();
        [head, stream.finish().unwrap(), b"\nendstream".to_vec()].concat()
    }

    #[test]
    fn what_runs_is_refused_however_it_is_written() {
        for inside in [
            "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
            "/OpenAction << /S /J#61vaScript >>",
            "/A << /S /Launch /F (cmd.exe) >>",
            "/Names << /EmbeddedFiles 3 0 R >>",
            "/Encrypt 4 0 R",
        ] {
            assert!(matches!(look(&pdf(inside.as_bytes())), Err(Wrong::Content(_))), "{inside}");
        }
        assert!(matches!(look(&pdf(&packed("<< /S /JavaScript >>"))), Err(Wrong::Content(_))));
    }

    #[test]
    fn an_ordinary_document_is_taken() {
        assert!(look(&pdf(b"/Pages 2 0 R /JSON 3 0 R")).is_ok());
        assert!(look(&pdf(&packed("<< /Type /Page >>"))).is_ok());
    }

    #[test]
    fn an_archive_at_the_end_or_no_end_is_refused() {
        assert!(look(&[pdf(b""), b"PK\x05\x06%%EOF".to_vec()].concat()).is_err());
        assert!(look(b"%PDF-1.7\nhello").is_err());
    }
}
