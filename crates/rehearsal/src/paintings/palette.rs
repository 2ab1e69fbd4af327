//! Colours: fourteen boxes of paint, each shifted a little for every pupil.

use crate::dice::Dice;

/// Red, green, blue, 0–255.
pub(crate) type Rgb = [f32; 3];

/// What a box of paint is used for.
#[derive(Clone, Debug)]
pub(crate) struct Palette {
    pub(crate) paper: Rgb,
    pub(crate) sky_top: Rgb,
    pub(crate) sky_low: Rgb,
    pub(crate) sun: Rgb,
    pub(crate) far: Rgb,
    pub(crate) mid: Rgb,
    pub(crate) near: Rgb,
    pub(crate) field: Rgb,
    pub(crate) ripe: Rgb,
    pub(crate) water: Rgb,
    pub(crate) wood: Rgb,
    pub(crate) roof: Rgb,
    pub(crate) wall: Rgb,
    pub(crate) leaf: Rgb,
    pub(crate) blossom: Rgb,
    pub(crate) heart: Rgb,
    pub(crate) skin: Rgb,
    pub(crate) ink: Rgb,
    pub(crate) cloth: [Rgb; 5],
}

/// In the order of the fields above, then five cloths.
const BOXES: [&str; 14] = [
    // spring morning
    "fdfaf2 8fc7ee e6f3fb ffcf3f a9c9d8 7fb58a 4f9a55 9bcb5a e9cf57 5fb0dd 9a6236 b5502f ffd766 3f8a3e ffe9f1 e0609a f2c39b 3a2c28 e8483f 2f7fd0 f7a827 8d57b8 37a58c",
    // ripe harvest
    "fff8e6 f6c987 fdeccb ff8f2e c9b48f b89a55 8c8a3a e5bf3d f2d766 86b8c9 7d4a26 a33b22 ffe08a 6f8a33 fff3ee d8657b eab98d 40281c c9372c 1f6d8c f29b22 7a3f77 4d8f4a",
    // cold mist
    "f7f8f7 c4d2dd eef2f4 f4dfa6 c3cfd8 9db4bd 6f9497 a9c1a0 d8cf9b 9fc3d3 7c6656 94594a e8d9ac 5f8573 fbf3f6 cf8fae e8bfa2 35383f b85a5a 55789d d9a961 8c7ba3 6aa396",
    // evening
    "fff4ec 6d5aa8 ffb58a ff6b4a 9c86b8 7d6a9c 5b5580 8a9a63 e8b45c 8f83c9 6b3f3a 7c2f3a ffc978 4d6b58 ffe6ee f06a93 e9ae88 2b2138 ef4d57 4a5fc1 ffb02e a34fae 3ba39a",
    // night
    "eef0f8 1f2a5c 4a5b9c ffe89a 3c4a80 2f4470 243a5a 3d6a5e a89a4f 2f5f9c 5b3b2c 7d3030 f8d36e 2c5a4c f6e8f8 d278b8 dba883 15162b d94f4f 4c86d8 f2b544 9a6ad0 48b3a5",
    // bright poster
    "ffffff 35b6f2 bfeaff ffd500 57c3a7 2bb05a 008f4c 9be02b ffe234 009fe3 a0522d e5322d ffe600 00a651 fff0f6 ff4fa0 ffcfa5 1c1c1c ff2e2e 0066d6 ff8a00 8e2fc7 00b8a0",
    // after rain
    "f9fbf7 9db9b8 e3eeea f7e17a 94b6a9 639a80 35805c 7cc06a c8d66b 6fc0c4 80583f a8553f f4dc86 2c7a4c fdf1f7 dd7fae edc19d 263130 dd5848 3282a8 f0b148 80609f 3fb59a",
    // brick and jade
    "fbf6ec d9e6d8 f5f2df f39a3d b9cfb6 7eb09b 3f8f80 b3c774 ecd08a 5fa8a3 8a5130 c4472b f6c95c 2f8064 fff2ea e5766b eebb93 33251f c93a2b 27707f f2a03c 94507a 64a35a",
    // sweet candy
    "fffafc b8e0ff ffe8f4 ffd76a d3c6f2 a8d8c9 86cfa0 c7ea9a fff0a0 9bd5f5 b98a6a f58a7a fff0b0 79c28c ffe3ef ff7fb4 ffd8bd 574858 ff7a7a 6fa8f5 ffc064 b58af0 6fd3c0",
    // red soil
    "fff7ef 9fd0e0 fbe9d4 ffb43a d2a58d c07f5e a85d3e a9b250 e2b45a 79b3c0 6e3d22 8f2f1e f8c860 5d7f35 fff0ec e46d80 e2a981 351e17 d23f2e 2f6c94 ee9a2a 7b4a86 3f937c",
    // school chalk
    "fbfaf4 a5cbe2 eff6f8 f9cf57 b6c8c0 8db79a 63a06c b4d07d ecd77b 7fbcd8 a37447 bd5a40 f9d977 57945a fdeef3 d9729f f0c8a4 3d3a40 d9534a 4a86c4 efb04a 9069b2 55ab98",
    // sunrise over clouds
    "fff9f2 f79a8a ffe6c2 ffdd55 d9a8b8 a98fb0 6f7fa0 9fbf7a f3d070 a3bfe0 85523e b34637 ffdf90 4e8a62 fff4f4 ee6f9c f0bd98 38283a e9564f 4872bd f7a63c 8a5cb0 45a596",
    // deep forest
    "f5f7ee b4d8d0 e6f2e2 f2c744 7fae9c 4a8a6a 1f6142 6fa84c d3c45a 3f8ea3 6a4428 9c4630 efd47c 1d5a35 fbf0f4 d8648f e5b890 1d2a22 cf4a3c 2b6ea8 eda136 77509a 2f9a80",
    // three crayons
    "fffdf6 bcdcf5 fff6dc ff9d1f bcd0ea 8fb0dc 5c85c4 ffd23f ffe68a 6aa5e8 b5651d e8452c ffd23f 4a9a4f ffeef0 ff6b8a ffcda8 2d3250 e8452c 3f73c8 ffb01f ff8a5c 54a85a",
];

fn hex(text: &str) -> Rgb {
    let value = u32::from_str_radix(text, 16).unwrap_or(0);
    [16, 8, 0].map(|shift| f32::from(u8::try_from(value >> shift & 0xff).unwrap_or(0)))
}

impl Palette {
    pub(crate) const COUNT: usize = BOXES.len();

    /// One of the boxes, shifted in warmth, strength and light.
    pub(crate) fn new(which: usize, dice: &mut Dice) -> Self {
        let warm = dice.between(-9.0, 9.0);
        let strength = dice.between(1.0, 1.32);
        let light = dice.between(-6.0, 6.0);
        let colours: Vec<Rgb> = BOXES[which % BOXES.len()]
            .split(' ')
            .map(hex)
            .map(|colour| {
                let grey = luma(colour);
                let shifted = [warm, warm * 0.2, -warm];
                [0, 1, 2].map(|i| {
                    let c = grey + (colour[i] - grey) * strength + shifted[i] * 0.6 + light;
                    (c + dice.between(-4.0, 4.0)).clamp(0.0, 255.0)
                })
            })
            .collect();
        Self {
            paper: hex(&BOXES[which % BOXES.len()][..6]),
            sky_top: colours[1],
            sky_low: colours[2],
            sun: colours[3],
            far: colours[4],
            mid: colours[5],
            near: colours[6],
            field: colours[7],
            ripe: colours[8],
            water: colours[9],
            wood: colours[10],
            roof: colours[11],
            wall: colours[12],
            leaf: colours[13],
            blossom: colours[14],
            heart: colours[15],
            skin: colours[16],
            ink: colours[17],
            cloth: [18, 19, 20, 21, 22].map(|i| colours[i]),
        }
    }
}

/// How light a colour looks, 0–255 (Rec. 601 weights).
pub(crate) fn luma(c: Rgb) -> f32 {
    0.299 * c[0] + 0.587 * c[1] + 0.114 * c[2]
}

/// `a` at 0, `b` at 1.
pub(crate) fn mix(a: Rgb, b: Rgb, part: f32) -> Rgb {
    [0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * part)
}

/// Nearer to black.
pub(crate) fn darker(c: Rgb, part: f32) -> Rgb {
    mix(c, [18.0, 14.0, 20.0], part)
}

/// Nearer to white.
pub(crate) fn lighter(c: Rgb, part: f32) -> Rgb {
    mix(c, [255.0, 253.0, 248.0], part)
}
