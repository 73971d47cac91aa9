//! Smoothing splines whose knots are found as they are needed, after Dierckx, *Curve and Surface Fitting with
//! Splines* (1993): curves (4 and 5), surfaces through scattered points (9), through grids (10) and on the sphere (11).

mod curve;
mod grid;
mod panels;
mod periodic;
mod rank;
mod refinement;
mod scattered;
mod smoothing;
mod sphere;
mod sphere_grid;
mod strips;
mod surface;

pub use curve::{Curve, CurveFit, chord_lengths, fit_curve, fit_curve_with_knots};
pub use grid::{Grid, fit_grid};
pub use periodic::fit_periodic_curve;
pub use refinement::{knot_sequence, smooth_with_knots};
pub use scattered::{Scattered, fit_surface, fit_surface_with_knots};
pub use smoothing::Status;
pub use sphere::{Sphere, fit_sphere, fit_sphere_with_knots};
pub use sphere_grid::{Pole, SphereGrid, fit_sphere_grid};
pub use surface::{Surface, SurfaceFit};
