//! Shapes, joining, splitting, rearranging, tiling, editing, padding.

mod axes;
mod bits;
mod copyto;
mod editing;
mod joining;
mod padding;
mod rearranging;
mod splitting;
mod tiling;

pub use axes::{atleast_1d, atleast_2d, atleast_3d, broadcast_arrays, expand_dims, moveaxis, rollaxis};
pub use bits::{BitOrder, packbits, unpackbits};
pub use copyto::copyto_shared;
pub(crate) use copyto::masked_copy;
pub use editing::{Values, delete, insert, resize, trim_range};
pub use joining::{concatenate, concatenate_into, stack};
pub use padding::{Pad, PadMode, Statistic, pad};
pub use rearranging::{flip, roll, rot90};
pub use splitting::{array_split, split_at, unstack};
pub use tiling::{Repeats, repeat, tile};
