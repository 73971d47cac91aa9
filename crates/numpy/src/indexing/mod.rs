//! Picking elements by index or mask, coordinates, memory of views.

mod coordinates;
mod memory;
mod picking;
mod putting;
mod selecting;

pub use coordinates::{IndexMode, argwhere, nonzero, ravel_multi_index, unravel_index};
pub use memory::{as_strided, diagonal, shares_memory, sliding_window_view};
pub use picking::{choose, compress, extract, take, take_along_axis};
pub use putting::{fill_diagonal_shared, place_shared, put_along_axis_shared, put_shared, putmask_shared};
pub use selecting::{select, where_};
