import Inputs
import Rulebooks
import Testing
import Timetables
import TradingDays
