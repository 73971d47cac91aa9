"""What is measured."""
from workloads import arrays, science

WORKLOADS = arrays.WORKLOADS + science.WORKLOADS
