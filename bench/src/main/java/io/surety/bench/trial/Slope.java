package io.surety.bench.trial;

/** The straight line through points, by least squares. For one thread. */
final class Slope {
  private long count;
  private double sumX;
  private double sumY;
  private double sumXx;
  private double sumXy;

  void add(double x, double y) {
    count++;
    sumX += x;
    sumY += y;
    sumXx += x * x;
    sumXy += x * y;
  }

  /** How much it rises for each unit of x; 0 with fewer than two points. */
  double value() {
    double spread = count * sumXx - sumX * sumX;
    return spread == 0 ? 0 : (count * sumXy - sumX * sumY) / spread;
  }
}
