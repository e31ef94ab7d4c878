//! Pictures: drawn anew, so that place, camera and whatever else was hidden in the file is gone.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, imageops::FilterType,
};
use store::FileKind;

use super::{Looked, Wrong};

/// Pixels of the picture that is sent; a phone's largest has 50 million.
const MAX_PIXELS: u64 = 60_000_000;
const MAX_SIDE: u32 = 20_000;
/// Bytes for decoding.
const MAX_MEMORY: u64 = 400 << 20;
/// Pixels of the longer side of what is kept: enough to read a signed page.
const KEPT_SIDE: u32 = 2560;
/// Of 100.
const QUALITY: u8 = 85;

pub(super) fn look(kind: FileKind, bytes: &[u8]) -> Result<Looked, Wrong> {
    let format = if kind == FileKind::Png { ImageFormat::Png } else { ImageFormat::Jpeg };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let too_large = || Wrong::content("图片尺寸过大（超过 6000 万像素或单边 20000 像素）；请缩小后重新上传");
    let mut decoder = reader.into_decoder().map_err(|error| match error {
        image::ImageError::Limits(_) => too_large(),
        _ => Wrong::damaged(),
    })?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(too_large());
    }
    let orientation = decoder.orientation().map_err(|_| Wrong::damaged())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Wrong::damaged())?;
    if width.max(height) > KEPT_SIDE {
        picture = picture.resize(KEPT_SIDE, KEPT_SIDE, FilterType::Triangle);
    }
    picture.apply_orientation(orientation);
    let mut content = Vec::new();
    let written = match kind {
        FileKind::Png => picture.write_to(&mut Cursor::new(&mut content), ImageFormat::Png),
        _ => picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut content, QUALITY)),
    };
    written.map_err(|_| Wrong::damaged())?;
    Ok(Looked { likeness: Some(likeness(&picture)), content: Some(content), preview: None })
}

/// Difference hash: 8 rows of 9 grey values, a bit where the next one is brighter. Stays when a picture is scaled or
/// compressed again. (Krawetz, “Kind of Like That”, 2013.)
fn likeness(picture: &DynamicImage) -> String {
    let small = picture.resize_exact(9, 8, FilterType::Triangle).to_luma8();
    let mut bits = 0_u64;
    for y in 0..8 {
        for x in 0..8 {
            let brighter = small.get_pixel(x + 1, y).0[0] > small.get_pixel(x, y).0[0];
            bits = bits << 1 | u64::from(brighter);
        }
    }
    format!("{bits:016x}")
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;

    fn picture(width: u32, height: u32) -> DynamicImage {
        let drawn = RgbImage::from_fn(width, height, |x, y| {
            let at = |n: u32, of: u32| (n * 255 / of) as u8;
            image::Rgb([at(x, width), at((x * 3 + y * 2) % width, width), at(y, height)])
        });
        DynamicImage::ImageRgb8(drawn)
    }

    fn jpg(picture: &DynamicImage, exif: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).unwrap();
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&bytes[..2], b"\xff\xe1", &length, exif, &bytes[2..]].concat()
    }

    #[test]
    fn what_was_hidden_in_a_picture_is_gone() {
        let sent = jpg(&picture(300, 200), b"Exif\0\0II*\0GPS-39.63N-118.18E");
        assert!(String::from_utf8_lossy(&sent).contains("GPS-39.63N"));
        let kept = look(FileKind::Jpg, &sent).unwrap().content.unwrap();
        assert!(!String::from_utf8_lossy(&kept).contains("GPS-39.63N"));
        let archive = [sent, b"PK\x03\x04<script>alert(1)</script>".to_vec()].concat();
        let kept = look(FileKind::Jpg, &archive).unwrap().content.unwrap();
        assert!(!String::from_utf8_lossy(&kept).contains("script"));
    }

    #[test]
    fn a_picture_is_known_again_when_it_was_made_smaller() {
        let of = |picture: &DynamicImage| look(FileKind::Jpg, &jpg(picture, b"x")).unwrap().likeness.unwrap();
        let whole = picture(800, 600);
        let bits = |a: &str, b: &str| {
            let number = |text: &str| u64::from_str_radix(text, 16).unwrap();
            (number(a) ^ number(b)).count_ones()
        };
        assert!(bits(&of(&whole), &of(&whole.resize(400, 300, FilterType::Lanczos3))) <= 4);
        assert!(bits(&of(&whole), &of(&whole.fliph())) > 10);
    }

    #[test]
    fn a_picture_that_claims_to_be_huge_is_refused_before_it_is_drawn() {
        let mut bytes = Vec::new();
        picture(8, 8).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes[16..20].copy_from_slice(&50_000_u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&50_000_u32.to_be_bytes());
        assert!(look(FileKind::Png, &bytes).is_err());
        assert!(look(FileKind::Jpg, b"\xff\xd8\xff\xe0nothing").is_err());
    }
}
