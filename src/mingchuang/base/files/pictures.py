"""Pictures: what they carry besides the picture, and a copy without it."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import ExifTags, Image, ImageOps, ImageSequence

from mingchuang.base.files.evidence import Inspection
from mingchuang.base.files.kinds import GIF, JPEG, PNG, WEBP, Kind
from mingchuang.rules.refusals import Refused

MOST_PIXELS = 60_000_000
"""Of all frames together: up to 240 MB once unpacked."""

_FORMATS = {JPEG: "JPEG", PNG: "PNG", GIF: "GIF", WEBP: "WEBP"}
_TAGS = {
    ExifTags.Base.Artist: "作者",
    ExifTags.Base.Copyright: "版权",
    ExifTags.Base.ImageDescription: "说明",
    ExifTags.Base.Make: "设备厂商",
    ExifTags.Base.Model: "设备型号",
    ExifTags.Base.Software: "软件",
    ExifTags.Base.DateTime: "拍摄时间",
    ExifTags.Base.HostComputer: "计算机",
    ExifTags.Base.XPAuthor: "作者（Windows）",
    ExifTags.Base.XPComment: "备注（Windows）",
    ExifTags.Base.XPKeywords: "关键词（Windows）",
    ExifTags.Base.XPTitle: "标题（Windows）",
}
_PLAIN_INFO = frozenset(
    {"dpi", "gamma", "jfif", "jfif_version", "jfif_unit", "jfif_density", "duration", "loop"}
)


@contextmanager
def _careful(kind: Kind) -> Iterator[None]:
    """A damaged or hostile picture makes Pillow warn and fail in many ways; all mean the same to us."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Refused:
        raise
    except Exception as error:
        message = f"打不开这个{kind.label}，可能已损坏，请重新导出后上传"
        raise Refused.because("file_broken", message, "file") from error


def _open(data: bytes, kind: Kind) -> Image.Image:
    """The picture, not yet unpacked. Raises Refused when it is too large to unpack."""
    image = Image.open(io.BytesIO(data), formats=[_FORMATS[kind]])
    if image.width * image.height * getattr(image, "n_frames", 1) > MOST_PIXELS:
        raise _too_large(f"有 {image.width}×{image.height} 像素")
    return image


def _too_large(how: str) -> Refused:
    return Refused.because("image_too_large", f"图片{how}，超过平台能处理的大小，请缩小后上传", "file")


def inspect_picture(data: bytes, kind: Kind, found: Inspection) -> None:
    """Note properties and location. Raises Refused when the picture cannot be unpacked."""
    with _careful(kind):
        try:
            image = _open(data, kind)
        except Image.DecompressionBombError as error:
            raise _too_large("的像素过多") from error
        image.load()
        _properties(image, found)


def _properties(image: Image.Image, found: Inspection) -> None:
    exif = image.getexif()
    for tag, name in _TAGS.items():
        value = exif.get(tag)
        found.add_metadata(name, value.decode("utf-16-le", "replace") if isinstance(value, bytes) else value)
    found.location = found.location or bool(exif.get_ifd(ExifTags.IFD.GPSInfo))
    for key, value in image.info.items():
        if isinstance(value, str) and key not in _PLAIN_INFO:
            found.add_metadata(f"图片信息 {key}", value)
    comment = image.info.get("comment")
    if isinstance(comment, bytes):
        found.add_metadata("图片备注", comment.decode("utf-8", "replace"))


def clean_picture(data: bytes, kind: Kind) -> bytes:
    """The same picture, upright, with nothing but its pixels and colour profile.

    Raises Refused when the picture cannot be unpacked.
    """
    with _careful(kind):
        return _copy(_open(data, kind), kind, lossless=data[12:16] == b"VP8L")


def _copy(image: Image.Image, kind: Kind, *, lossless: bool) -> bytes:
    out = io.BytesIO()
    options: dict[str, object] = {}
    if profile := image.info.get("icc_profile"):
        options["icc_profile"] = profile
    if kind is WEBP:
        options |= {"lossless": lossless, "quality": 90}
    # A picture from a telephone may hold several; the public gets the first.
    if kind is not JPEG and getattr(image, "n_frames", 1) > 1:
        _save_animation(image, kind, out, options)
        return out.getvalue()
    upright = image.getexif().get(ExifTags.Base.Orientation, 1) == 1
    if kind is JPEG and upright and image.format == "JPEG":
        # "keep" uses the picture's own tables again, so that nothing is lost.
        options["quality"] = "keep"
    else:
        image = ImageOps.exif_transpose(image)
        options |= {"quality": 95, "subsampling": 0} if kind is JPEG else {}
    image.info = _needed(image)
    image.save(out, _FORMATS[kind], **options)
    return out.getvalue()


def _needed(image: Image.Image) -> dict[str | tuple[int, int], object]:
    return {key: value for key, value in image.info.items() if key in {"transparency", "background"}}


def _save_animation(image: Image.Image, kind: Kind, out: io.BytesIO, options: dict[str, object]) -> None:
    frames: list[Image.Image] = []
    durations: list[object] = []
    loop = image.info.get("loop", 0)
    for frame in ImageSequence.Iterator(image):
        durations.append(frame.info.get("duration", 100))
        copied = frame.copy()
        copied.info = _needed(frame)
        frames.append(copied)
    first, *rest = frames
    first.save(
        out, _FORMATS[kind], save_all=True, append_images=rest, duration=durations, loop=loop, **options
    )
